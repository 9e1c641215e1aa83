import { type Actor, systemActor, type Tx, withScope } from '@shouwang/platform/db/scope.ts';

/**
 * Reads what belongs to a county as a whole (the header of a run, names of files) for an officer of that county. Such rows carry the
 * county's code, which lies above a town or village, so that their own scope does not hold them; they name no household. Officers from
 * other places, and everything about households, stay with the actor's own scope.
 */
export async function readCounty<T>(
  tx: Tx,
  at: { actor: Actor; countyCode: string },
  read: (tx: Tx) => Promise<T>,
): Promise<T> {
  const { actor, countyCode } = at;
  const below = actor.areaCode.length > countyCode.length && actor.areaCode.startsWith(countyCode);
  return below ? withScope(systemActor(countyCode, '筛查批次'), read) : read(tx);
}
