import type { ChangeView } from '../contract.ts';

/** Who was named as the head in a request, and everybody's relation, as the form begins with them. */
export function headValuesOf(view: ChangeView | undefined): {
  newHeadId: string | undefined;
  relations: Record<string, unknown>;
} {
  const relations = (view?.values ?? []).filter(({ field, memberId }) => field === 'relation' && memberId !== null);
  return {
    newHeadId: relations.find(({ proposed }) => proposed === '1')?.memberId ?? undefined,
    relations: Object.fromEntries(relations.map(({ memberId, proposed }) => [memberId, proposed])),
  };
}
