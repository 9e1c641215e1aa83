import type { ChangeLevel, ChangeState } from './contract.ts';

/** What may be done with a request. `apply` is the platform's own, in the transaction of the approval. */
export type ChangeAct = 'revise' | 'withdraw' | 'return' | 'reject' | 'approve' | 'apply';
/** Where a request stands; APPROVED never rests in the table. */
type ChangeStandingState = ChangeState | 'APPROVED';

/** What the machine needs to know of a request. */
export interface ChangeStanding {
  state: ChangeStandingState;
  /** Account of the proposer: a person, whatever post he works in. */
  proposedBy: string;
  level: ChangeLevel;
  /** How often it was sent back. */
  returns: number;
}

/** Whoever wants to act: the account, and the post that he works in now. */
export interface ChangeDoer {
  accountId: string;
  role: string;
}

export type ChangeRefusal =
  | 'change-not-open'
  | 'not-the-proposer'
  | 'maker-is-checker'
  | 'county-decides'
  | 'return-limit';
export type ChangeVerdict = { to: ChangeStandingState } | { refused: ChangeRefusal };

/** What each act leads to, by the state that it starts from (P7, machine CHANGE). */
const CHANGE_MOVES: Readonly<Record<ChangeAct, Readonly<Partial<Record<ChangeStandingState, ChangeStandingState>>>>> = {
  revise: { SUBMITTED: 'SUBMITTED', RETURNED: 'SUBMITTED' },
  withdraw: { SUBMITTED: 'WITHDRAWN', RETURNED: 'WITHDRAWN' },
  return: { SUBMITTED: 'RETURNED' },
  reject: { SUBMITTED: 'REJECTED' },
  approve: { SUBMITTED: 'APPROVED' },
  apply: { APPROVED: 'APPLIED' },
};

/** Posts that decide requests; the county's approver decides every one, the town's reviewer those of the town. */
const CHANGE_DECIDERS: readonly string[] = ['TOWN_REVIEWER', 'COUNTY_APPROVER'];

/**
 * Whether somebody may do an act on a request, and where it leads. Nobody decides what he proposed, in whichever post; what is the county's is
 * decided by the county alone; the proposer alone repairs and takes back; the same request is sent back `returnMax` times at most.
 */
export function judgeChange(
  standing: ChangeStanding,
  { act, who, returnMax }: { act: ChangeAct; who: ChangeDoer; returnMax: number },
): ChangeVerdict {
  const to = CHANGE_MOVES[act][standing.state];
  if (to === undefined) return { refused: 'change-not-open' };
  if (act === 'apply') return { to };
  const own = standing.proposedBy === who.accountId;
  if (act === 'revise' || act === 'withdraw') return own ? { to } : { refused: 'not-the-proposer' };
  if (own) return { refused: 'maker-is-checker' };
  if (!CHANGE_DECIDERS.includes(who.role) || (standing.level === 'county' && who.role !== 'COUNTY_APPROVER'))
    return { refused: 'county-decides' };
  if (act === 'return' && standing.returns >= returnMax) return { refused: 'return-limit' };
  return { to };
}

/** Periods of a change in days, and how often a request may be sent back, from the policy pack: the only reader of these parameters. */
export interface ChangeParameters {
  /** `changeRequest.days`: until a request is decided, and until a returned one is repaired. */
  days: number;
  /** `change.deathGraceDays`: until a household whose head died names a new one. */
  deathGraceDays: number;
  /** `return.maxTimes`. */
  returnMax: number;
}

/** The periods of a pack, with the defaults of P7 where it says nothing. */
export function changeParameters(parameters: Readonly<Record<string, { value: unknown }>>): ChangeParameters {
  const number = (name: string, otherwise: number): number => {
    const value = parameters[name]?.value;
    return typeof value === 'number' ? value : otherwise;
  };
  return {
    days: number('changeRequest.days', 3),
    deathGraceDays: number('change.deathGraceDays', 30),
    returnMax: number('return.maxTimes', 2),
  };
}
