import type { FormInstance } from 'antd';
import { asProblem, type ProblemError, type ProblemField } from './problem.ts';

/** `members[0].name`, `members.0.name` or `/members/0/name` as the name path of an antd form. */
export function namePath(path: string): (string | number)[] {
  const parts = path.replace(/\[(\d+)\]/g, '.$1').split(/[./]/);
  return parts.filter((part) => part !== '').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** Problem fields as antd field errors, several messages of one field together; a leading `body` is dropped. */
export function toFieldErrors(fields: readonly ProblemField[]): { name: (string | number)[]; errors: string[] }[] {
  const byPath = new Map<string, { name: (string | number)[]; errors: string[] }>();
  for (const field of fields) {
    const full = namePath(field.path);
    const name = full[0] === 'body' ? full.slice(1) : full;
    const entry = byPath.get(name.join('.')) ?? { name, errors: [] };
    entry.errors.push(field.message);
    byPath.set(name.join('.'), entry);
  }
  return [...byPath.values()];
}

/**
 * Puts the refusal at its fields and scrolls to the first. Returns the problem when something is left to be
 * shown above the form (no field named), otherwise null.
 */
export function showProblems(form: FormInstance, error: unknown): ProblemError | null {
  const problem = asProblem(error);
  const fields = toFieldErrors(problem.fields);
  if (fields.length === 0) return problem;
  form.setFields(fields as Parameters<FormInstance['setFields']>[0]);
  const first = fields[0];
  if (first) form.scrollToField(first.name, { block: 'center', focus: true });
  return null;
}
