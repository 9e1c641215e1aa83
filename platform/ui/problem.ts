/** One wrong field of a refused request: its JSON path, a stable code and what to do, in Chinese. */
export type ProblemField = { path: string; code: string; message: string };

type ProblemBody = {
  code?: unknown;
  title?: unknown;
  detail?: unknown;
  fields?: unknown;
  requestId?: unknown;
};

/** An answer `application/problem+json`, or a broken network, as an error that a screen can show. */
export class ProblemError extends Error {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly fields: readonly ProblemField[];
  readonly requestId: string | null;
  readonly status: number;

  constructor(problem: {
    code: string;
    title: string;
    detail: string;
    fields: readonly ProblemField[];
    requestId: string | null;
    status: number;
  }) {
    super(problem.detail || problem.title);
    this.name = 'ProblemError';
    this.code = problem.code;
    this.title = problem.title;
    this.detail = problem.detail;
    this.fields = problem.fields;
    this.requestId = problem.requestId;
    this.status = problem.status;
  }
}

const TITLES: Readonly<Record<number, string>> = {
  400: '填写的内容有误',
  401: '请先登录',
  403: '不在您的辖区',
  404: '没有找到',
  409: '与别人的修改冲突',
  412: '这条记录刚被别人改过',
  413: '文件太大',
  422: '没有办成',
  428: '缺少版本号，请刷新后再试',
  429: '操作太频繁，请稍候',
  503: '系统正忙，请稍候',
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function isField(value: unknown): value is ProblemField {
  if (typeof value !== 'object' || value === null) return false;
  const field = value as Partial<ProblemField>;
  return typeof field.path === 'string' && typeof field.message === 'string';
}

/** Makes the error from the status and the parsed body, whatever the body is. */
export function toProblem(status: number, body: unknown, headerRequestId: string | null = null): ProblemError {
  const given: ProblemBody = typeof body === 'object' && body !== null ? body : {};
  return new ProblemError({
    status,
    code: text(given.code) || `HTTP_${status}`,
    title: text(given.title) || (TITLES[status] ?? (status >= 500 ? '系统出错' : '没有办成')),
    detail: text(given.detail),
    fields: Array.isArray(given.fields) ? given.fields.filter(isField) : [],
    requestId: text(given.requestId) || headerRequestId,
  });
}

/** Reads a failed response into a ProblemError. */
export async function readProblem(response: Response): Promise<ProblemError> {
  const body: unknown = await response.json().catch(() => null);
  return toProblem(response.status, body, response.headers.get('x-request-id'));
}

/** A request that never got an answer. */
export function networkProblem(): ProblemError {
  return new ProblemError({
    status: 0,
    code: 'NETWORK',
    title: '网络中断',
    detail: '已填内容都在，请稍后重试。',
    fields: [],
    requestId: null,
  });
}

/** Any thrown value as a ProblemError. */
export function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  return new ProblemError({
    status: 0,
    code: 'CLIENT_FAULT',
    title: '页面出错',
    detail: '请刷新页面；仍不行请联系运维。',
    fields: [],
    requestId: null,
  });
}
