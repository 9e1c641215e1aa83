import type { ActCode, ResultCode } from './contract.ts';
import type { CaseEvent } from './machine.ts';
import { type CasePicture, type CaseRecord, live, type RecordData } from './picture.ts';
import type { Asked, Guard } from './rules.asked.ts';

/** A record that an act adds. */
export type Write = { [S in keyof RecordData]: { step: S; data: RecordData[S] } }[keyof RecordData];
/** A record that an act changes in place: receipts judged, a notice ended. */
export interface Rewrite {
  id: string;
  data: CaseRecord['data'];
}

/** What an act asks for, moves and writes. `event` null: it changes no state. */
interface ActRule<A extends ActCode> {
  event: (asked: Asked<A>) => CaseEvent | null;
  guards: readonly Guard<A>[];
  result?: (asked: Asked<A>) => ResultCode | null;
  opinion: (asked: Asked<A>) => string;
  write?: (asked: Asked<A>) => Write;
  rewrite?: (asked: Asked<A>) => Rewrite | null;
}

/** The rules of a group of acts. */
export type RulesOf<A extends ActCode> = { [One in A]: ActRule<One> };

/** The record of the comparison in force, changed in place. */
export function changeComparison(
  picture: CasePicture,
  change: (data: RecordData['COMPARING']) => RecordData['COMPARING'],
): Rewrite | null {
  const record = live(picture, 'COMPARING');
  return record ? { id: record.id, data: change(record.data) } : null;
}

/** One finding of the comparison in force, changed in place. */
export function changeFinding(
  picture: CasePicture,
  key: string,
  part: Partial<RecordData['COMPARING']['findings'][number]>,
): Rewrite | null {
  return changeComparison(picture, (data) => ({
    ...data,
    findings: data.findings.map((finding) => (finding.key === key ? { ...finding, ...part } : finding)),
  }));
}

/** The record of the notice in force, changed in place. */
export function changeNotice(
  picture: CasePicture,
  change: (data: RecordData['PUBLICISED']) => RecordData['PUBLICISED'],
): Rewrite | null {
  const record = live(picture, 'PUBLICISED');
  return record ? { id: record.id, data: change(record.data) } : null;
}
