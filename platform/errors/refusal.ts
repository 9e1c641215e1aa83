/** One field that is at fault: where, which rule, and what to do, in Chinese. */
export interface FieldFault {
  path: string;
  code: string;
  message: string;
}

export interface RefusalOptions {
  /** HTTP status; 422 unless another says it better. */
  status?: number;
  /** What happened and what to do, in Chinese, for people. */
  detail?: string;
  fields?: FieldFault[];
  cause?: unknown;
}

/** An expected no, with a stable code for programs. Everything else that is thrown is a fault. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  readonly fields: FieldFault[];

  constructor(code: string, options: RefusalOptions = {}) {
    super(code, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.status = options.status ?? 422;
    this.detail = options.detail ?? '';
    this.fields = options.fields ?? [];
  }
}

/** The object is not there, or not within the scope of who asks; both look alike on purpose. */
export function notFound(what: string): Refusal {
  return new Refusal('not-found', { status: 404, detail: `没有找到${what}，或不在您的辖区。` });
}
