import type { CaseRefusal } from './contract.ts';

/** A rule's no: a stable code, what to do in Chinese, and the fields at fault. */
export interface No {
  ok: false;
  reason: CaseRefusal;
  text: string;
  fields: { path: string; code: string; message: string }[];
}

/** Makes a no; `path` names the field of the form to which it belongs. */
export function no(reason: CaseRefusal, text: string, path?: string): No {
  return { ok: false, reason, text, fields: path === undefined ? [] : [{ path, code: reason, message: text }] };
}
