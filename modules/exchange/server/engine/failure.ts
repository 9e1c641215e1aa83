import type { FieldFault } from '@shouwang/platform/errors/refusal.ts';

/** A file that cannot be read as the item it claims to be: nothing is taken from it, the original stays. */
export class ImportFailure extends Error {
  override name = 'ImportFailure';
  readonly code: string;
  /** What happened and what to do, in Chinese. */
  readonly detail: string;
  readonly fields: FieldFault[];

  constructor(code: string, detail: string, fields: FieldFault[] = []) {
    super(code);
    this.code = code;
    this.detail = detail;
    this.fields = fields;
  }
}
