export type ConditionErrorCode = 'syntax' | 'too-long' | 'unknown-name' | 'type' | 'unit' | 'not-allowed';

/** A condition that cannot be accepted: where, why and, for a name, what was probably meant. */
export class ConditionError extends Error {
  override name = 'ConditionError';
  readonly code: ConditionErrorCode;
  /** Position in the text, from 0. */
  readonly offset: number;
  /** From 1. */
  readonly line: number;
  readonly column: number;

  constructor(code: ConditionErrorCode, message: string, { text, offset }: { text: string; offset: number }) {
    super(message);
    this.code = code;
    this.offset = offset;
    const before = text.slice(0, offset).split('\n');
    this.line = before.length;
    this.column = (before.at(-1)?.length ?? 0) + 1;
  }
}
