import type { ChangeLevel } from './contract.ts';

/** What somebody did to a request, as the oracle sees it. */
export interface Deed {
  request: number;
  act: 'submit' | 'revise' | 'withdraw' | 'return' | 'reject' | 'approve' | 'apply';
  account: string;
  role: string;
  from: string | null;
  to: string;
  level: ChangeLevel;
}

/** What the oracle counts; every figure but `accepted` must stay nought. */
export interface ChangeFigures {
  accepted: number;
  selfApprovals: number;
  strangers: number;
  illegalMoves: number;
  townForCounty: number;
  tooManyReturns: number;
}

/** The drawing of P7, written out once more and by hand. */
const DRAWN = new Set([
  'submit:null>SUBMITTED',
  'revise:SUBMITTED>SUBMITTED',
  'revise:RETURNED>SUBMITTED',
  'withdraw:SUBMITTED>WITHDRAWN',
  'withdraw:RETURNED>WITHDRAWN',
  'return:SUBMITTED>RETURNED',
  'reject:SUBMITTED>REJECTED',
  'approve:SUBMITTED>APPROVED',
  'apply:APPROVED>APPLIED',
]);

/** What the oracle remembers of one request. */
interface Memory {
  authors: Set<string>;
  state: string | null;
  returns: number;
}

const DECIDING = ['approve', 'return', 'reject'];
const HANDLED_BY_AUTHOR = ['revise', 'withdraw'];
const decidesOf = ({ role, level }: Deed) =>
  role === 'COUNTY_APPROVER' || (role === 'TOWN_REVIEWER' && level === 'town');

/** Which faults one deed is. */
function faultsOf(deed: Deed, { authors, state, returns }: Memory): (keyof ChangeFigures)[] {
  const { act, account, from, to } = deed;
  const decides = DECIDING.includes(act);
  const faults: [keyof ChangeFigures, boolean][] = [
    ['selfApprovals', decides && authors.has(account)],
    ['strangers', HANDLED_BY_AUTHOR.includes(act) && !authors.has(account)],
    ['illegalMoves', !DRAWN.has(`${act}:${from}>${to}`) || state !== from],
    ['townForCounty', decides && !decidesOf(deed)],
    ['tooManyReturns', act === 'return' && returns >= 2],
  ];
  return faults.filter(([, is]) => is).map(([name]) => name);
}

/** Tests only: reads a chronicle of deeds that were let through, knows nothing of the machine, and counts what must not happen. */
export function readChronicle(deeds: readonly Deed[]): ChangeFigures {
  const figures = {
    accepted: deeds.length,
    selfApprovals: 0,
    strangers: 0,
    illegalMoves: 0,
    townForCounty: 0,
    tooManyReturns: 0,
  };
  const memories = new Map<number, Memory>();
  for (const deed of deeds) {
    const memory = memories.get(deed.request) ?? { authors: new Set<string>(), state: null, returns: 0 };
    for (const name of faultsOf(deed, memory)) figures[name] += 1;
    if (deed.act === 'submit' || deed.act === 'revise') memory.authors.add(deed.account);
    if (deed.act === 'return') memory.returns += 1;
    memory.state = deed.to;
    memories.set(deed.request, memory);
  }
  return figures;
}
