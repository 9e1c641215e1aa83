import { ACT_NAMES, type ActCode, FINAL_STATES, STATE_NAMES } from './contract.ts';
import { type CaseEvent, next, type Snapshot } from './machine.ts';
import type { CasePicture, CaseRecord, Doer } from './picture.ts';
import { type Rewrite, RULES, type Write } from './rules.acts.ts';
import { type No, no } from './rules.answers.ts';
import type { Asked } from './rules.asked.ts';
import { settle } from './rules.keep.ts';
import type { Move, Outcome, Wanted } from './rules.outcome.ts';
import { mayAsChecker, mayAsReviewer, mayByRole, mayWithoutInterest } from './rules.people.ts';
import { timeAfter } from './rules.time.ts';

export type { No } from './rules.answers.ts';
export type { Move, Outcome, Wanted } from './rules.outcome.ts';

/** Whether a person may do an act at all now: role, recusal, own work, turn. Without looking at what is filled in. */
export function mayAct(picture: CasePicture, act: ActCode, who: Doer): No | null {
  return (
    mayByRole(act, who) ??
    mayWithoutInterest(act, who, picture) ??
    mayAsChecker(act, who, picture) ??
    mayAsReviewer(act, who, picture)
  );
}

/** Decides one act: a no with its reason, or all that follows from a yes. Pure; the same on the server, in proofs and at the desk. */
export function decide<A extends ActCode>(picture: CasePicture, wanted: Wanted<A>): Outcome | No {
  const { act, who, today } = wanted;
  const rule = RULES[act];
  const asked = { picture, ...wanted } as unknown as Asked<A>;
  const barred = mayAct(picture, act, who);
  if (barred) return barred;
  const event = rule.event(asked);
  const moves = event === null ? aside(picture, act) : ways(picture.snapshot, event);
  if (moves === null)
    return no('act-out-of-turn', `本件现在是“${STATE_NAMES[picture.snapshot.state]}”，不能办理“${ACT_NAMES[act]}”。`);
  for (const guard of rule.guards) {
    const refused = guard(asked);
    if (refused) return refused;
  }
  const write = rule.write?.(asked) ?? null;
  const rewrite = rule.rewrite?.(asked) ?? null;
  const after = withRecords(picture, { write, rewrite, who, today });
  const settled = settle({ ...after, snapshot: moves.at(-1)?.to ?? picture.snapshot }, { moves, write, act, today });
  return {
    ok: true,
    moves: settled.moves,
    snapshot: settled.moves.at(-1)?.to ?? picture.snapshot,
    resultCode: rule.result?.(asked) ?? null,
    opinion: rule.opinion(asked),
    write,
    rewrite,
    supersede: settled.supersede,
    ...timeAfter(picture, settled.moves, wanted),
    closed: FINAL_STATES.includes((settled.moves.at(-1)?.to ?? picture.snapshot).state),
  };
}

/** Acts beside the way of the case; a consent can be taken back also after its end. */
function aside(picture: CasePicture, act: ActCode): Move[] | null {
  return act !== 'revokeConsent' && FINAL_STATES.includes(picture.snapshot.state) ? null : [];
}

/** The way of an event; a returned case is taken up by the act that repairs it. */
function ways(from: Snapshot, event: CaseEvent): Move[] | null {
  const direct = next(from, event);
  if (direct) return [{ event: event.type, from, to: direct, bySystem: false }];
  if (from.state !== 'RETURNED') return null;
  const taken = next(from, { type: 'takeUp' });
  const there = taken && next(taken, event);
  if (!taken || !there) return null;
  return [
    { event: 'takeUp', from, to: taken, bySystem: true },
    { event: event.type, from: taken, to: there, bySystem: false },
  ];
}

interface Done {
  write: Write | null;
  rewrite: Rewrite | null;
  who: Doer;
  today: string;
}

/** The picture with what an act writes, before anything is superseded. */
function withRecords(picture: CasePicture, { write, rewrite, who, today }: Done): CasePicture {
  const changed = picture.records.map((record) =>
    record.id === rewrite?.id ? ({ ...record, data: rewrite.data } as CaseRecord) : record,
  );
  if (!write) return { ...picture, records: changed };
  const round = 1 + changed.filter((record) => record.step === write.step).length;
  const added = {
    id: 'new',
    ...write,
    round,
    by: who.accountId,
    byName: who.name,
    on: today,
    superseded: false,
  } as CaseRecord;
  return { ...picture, records: [...changed, added] };
}

/** The picture after an act, as the server would read it again; the proofs walk with it. */
export function advance(picture: CasePicture, wanted: Wanted, outcome: Outcome, recordId: string): CasePicture {
  const written = withRecords(picture, {
    write: outcome.write,
    rewrite: outcome.rewrite,
    who: wanted.who,
    today: wanted.today,
  });
  return {
    ...written,
    snapshot: outcome.snapshot,
    clock: outcome.clock,
    pauseReason: outcome.pauseReason,
    returns: outcome.returns,
    revokedConsents:
      outcome.write?.step === 'REVOKED'
        ? [...picture.revokedConsents, outcome.write.data.consentId]
        : picture.revokedConsents,
    records: written.records.map((record) =>
      record.id === 'new'
        ? { ...record, id: recordId }
        : { ...record, superseded: record.superseded || outcome.supersede.includes(record.id) },
    ),
    past: [...written.past, { act: wanted.act, by: wanted.who.accountId, on: wanted.today }],
  };
}
