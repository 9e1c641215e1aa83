import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { type FieldFault, Refusal } from '../errors/refusal.ts';
import { log, safeError } from '../log.ts';

/** RFC 9457 problem details, with a stable code for programs and Chinese for people. */
interface Problem {
  type: string;
  code: string;
  title: string;
  status: number;
  detail: string;
  fields: FieldFault[];
  requestId: string;
}

const TITLES: Record<number, string> = {
  400: '请求有误',
  401: '请先登录',
  403: '无权办理',
  404: '没有找到',
  409: '与现状冲突',
  412: '内容已被他人更新',
  413: '内容过大',
  415: '格式不支持',
  422: '不能办理',
  428: '缺少版本号',
  429: '请求过于频繁',
  500: '系统故障',
  503: '系统繁忙',
};

/** What the parser of uploads throws without a status: a form whose border is missing, whose parts are malformed or that breaks off. */
const BROKEN_UPLOAD = /^(Multipart: |Malformed part header|Part terminated early|Unexpected end of (multipart|form))/;

/** Turns whatever was thrown into a refusal, or null when it is a fault that only the log may describe. */
export function toRefusal(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  if (hasZodFastifySchemaValidationErrors(error)) return invalidRequest(error);
  if (error instanceof Error && BROKEN_UPLOAD.test(error.message))
    return new Refusal('upload-malformed', { status: 400, detail: '上传的内容不完整或格式不对，请重新选择文件。' });
  const { code, statusCode } = error as FastifyError;
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return fromPostgres(error as PostgresError);
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500)
    return new Refusal(httpCode(code), { status: statusCode, detail: '请求的格式或大小不对。' });
  return null;
}

function httpCode(code: string | undefined): string {
  return (code ?? 'request-refused')
    .toLowerCase()
    .replace(/^fst_(err_)?/, '')
    .replaceAll('_', '-');
}

function invalidRequest(error: {
  validation: { instancePath: string; message?: string; params?: unknown }[];
}): Refusal {
  const fields = error.validation.map((fault) => ({
    path: fault.instancePath.replace(/^\//, '').replaceAll('/', '.'),
    code: 'invalid',
    message: fault.message ?? '填写有误',
  }));
  return new Refusal('invalid-request', { status: 400, detail: '有内容填写不对，请按提示修改。', fields });
}

interface PostgresError extends Error {
  code: string;
}

/** What a cluster says, as a fault without a name, when one of its nodes could not commit. */
const NODE_FAILED = 'could not commit transaction for shard';

function fromPostgres(error: PostgresError): Refusal | null {
  switch (error.code === 'XX000' && error.message.includes(NODE_FAILED) ? '40001' : error.code) {
    case '42501':
      return new Refusal('outside-scope', { status: 403, detail: '不在您的辖区或权限之内。' });
    case '23505':
      return new Refusal('already-exists', { status: 409, detail: '已有相同的记录，请刷新后再试。' });
    case '40001':
    case '40P01':
    case '55P03':
      return new Refusal('try-again', { status: 409, detail: '有人同时在办理，请再试一次。' });
    case '57014':
      return new Refusal('too-slow', { status: 503, detail: '查询用时过长，请缩小范围再试。' });
    case '53300':
    case '57P03':
      return new Refusal('busy', { status: 503, detail: '系统繁忙，请稍后再试，已保存的内容不受影响。' });
    default:
      return error.code.startsWith('22') || error.code === '23514'
        ? new Refusal('value-refused', { detail: '有内容不符合要求，未保存。', cause: error })
        : null;
  }
}

/** The one error handler: refusals as they are, faults as 500 with nothing but the request id. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = toRefusal(error);
  const status = refusal?.status ?? 500;
  if (!refusal) log.error({ err: safeError(error), requestId: request.id }, 'fault');
  const problem: Problem = {
    type: 'about:blank',
    code: refusal?.code ?? 'fault',
    title: TITLES[status] ?? '不能办理',
    status,
    detail: refusal?.detail || (refusal ? '' : '系统出了故障，内容未丢失；请把编号告诉运维人员。'),
    fields: refusal?.fields ?? [],
    requestId: request.id,
  };
  if (status === 503) reply.header('retry-after', '2');
  return reply.code(status).type('application/problem+json').send(JSON.stringify(problem));
}
