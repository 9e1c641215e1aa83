import type { ChangeView } from '../contract.ts';

/** Whether a form can show a request again as it was typed: one subject, no lines of income. */
export function mayRevise(view: ChangeView): boolean {
  if (!view.mine || (view.state !== 'SUBMITTED' && view.state !== 'RETURNED')) return false;
  if (view.changeType !== 'H6') return true;
  const subjects = new Set(view.values.map((one) => one.memberId ?? one.subject));
  return (
    subjects.size === 1 && view.incomeItems.length === 0 && !view.values.some(({ subject }) => subject === 'income')
  );
}

const isMasked = (value: unknown) => typeof value === 'string' && value.includes('*');

/** What a request proposes, as a form begins with it; masked values are left out and kept unless something else is typed. */
export function typedOf(view: ChangeView | undefined): { changes: Record<string, unknown>; masked: string[] } {
  const values = (view?.values ?? []).filter(({ field }) => field !== 'memberStatus');
  const changes = values
    .filter(({ proposed }) => !isMasked(proposed))
    .map(({ field, proposed }) => [
      field,
      field.endsWith('Fen') && typeof proposed === 'number' ? proposed / 100 : proposed,
    ]);
  return {
    changes: Object.fromEntries(changes) as Record<string, unknown>,
    masked: values.filter(({ proposed }) => isMasked(proposed)).map(({ key }) => key),
  };
}

/** What stays as it was proposed before: masked values for which nothing else was typed. */
function keptOf(view: ChangeView | undefined, changes: Readonly<Record<string, unknown>>): string[] {
  return typedOf(view).masked.filter((key) => !(key.slice(key.lastIndexOf('.') + 1) in changes));
}

/** How a request is sent again; undefined for a new one. */
export function revisionOf(view: ChangeView | undefined, changes: Readonly<Record<string, unknown>>) {
  return view && { id: view.id, version: view.version, keep: keptOf(view, changes) };
}
