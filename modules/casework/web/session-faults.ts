import type { ProblemError } from '@shouwang/platform/ui/problem.ts';
import type { AgendaCase } from '../contract.sessions.ts';

/** Something to be mended: in the common part, or at the row of a household. */
export type Fault = { caseId: string | null; field: string; say: string; code: string };

/** Faults of a refusal, by the cases in the order in which they were sent. */
export function faultsIn(problem: ProblemError, sent: readonly string[]): Fault[] {
  return problem.fields.map(({ path, code, message }) => {
    const row = /^cases\.(\d+)(?:\.(.+))?$/.exec(path.replace(/^body\./, ''));
    if (!row) return { caseId: null, field: path, say: message, code };
    return { caseId: sent[Number(row[1])] ?? null, field: row[2] ?? '', say: message, code };
  });
}

/** The household of a fault as a list names it: `第 3 户 曾木生`; the common part has no household. */
export function whereOf({ caseId }: Fault, cases: readonly AgendaCase[]): string {
  const place = cases.findIndex(({ id }) => id === caseId);
  return place < 0 ? '共同填写' : `第 ${place + 1} 户 ${cases[place]?.headName ?? ''}`;
}

/** Id of the row of a household on the page, to which a fault leads. */
export const rowId = (caseId: string): string => `row-${caseId.replace(':', '-')}`;

/** Leads to the row or the common field of a fault and puts the cursor there. */
export function jumpTo({ caseId, field }: Fault): void {
  const place = document.getElementById(caseId === null ? `common-${field}` : rowId(caseId));
  if (!place) return;
  place.scrollIntoView({ block: 'center', behavior: 'smooth' });
  place.querySelector<HTMLElement>('input, textarea, button')?.focus({ preventScroll: true });
}
