import { useCallback, useMemo, useState } from 'react';
import type { AgendaCase } from '../contract.sessions.ts';
import type { Fault } from './session-faults.ts';
import { type Attendance, checkRow, emptyRow, unanimous, type VoteRow } from './session-votes.ts';

type Rows = Record<string, VoteRow>;
type Form = {
  cases: readonly AgendaCase[];
  refusal: { faults: readonly Fault[] } | null;
  touch: (id: string) => void;
  mark: () => void;
};

const EMPTY: VoteRow = {
  votesFor: null,
  votesAgainst: null,
  abstentions: null,
  recused: '',
  category: '',
  opinion: '',
  chair: '',
  recorder: '',
};
const rowIn = (rows: Rows, id: string): VoteRow => rows[id] ?? EMPTY;
const isUntouched = ({ votesFor, votesAgainst, abstentions }: VoteRow) =>
  votesFor === null && votesAgainst === null && abstentions === null;

/** What is wrong with each household, as text. */
function byCase(faults: readonly Fault[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { caseId, say } of faults) if (caseId) found.set(caseId, [...(found.get(caseId) ?? []), say]);
  return found;
}

/** The rows of a meeting: what is typed for each household, checked against who is there. */
export function useVoteRows({ cases, refusal, touch, mark }: Form, at: Attendance) {
  const [rows, setRows] = useState<Rows>(() => Object.fromEntries(cases.map((one) => [one.id, emptyRow(one)])));
  const change = useCallback(
    (id: string, part: Partial<VoteRow>) => {
      setRows((old) => ({ ...old, [id]: { ...rowIn(old, id), ...part } }));
      touch(id);
    },
    [touch],
  );
  const agree = useCallback(
    (id: string) => {
      setRows((old) => ({ ...old, [id]: unanimous(rowIn(old, id), at) }));
      touch(id);
    },
    [at, touch],
  );
  const agreeRest = () => {
    mark();
    setRows((old) => {
      const untouched = cases.filter(({ id }) => isUntouched(rowIn(old, id)));
      return { ...old, ...Object.fromEntries(untouched.map(({ id }) => [id, unanimous(rowIn(old, id), at)])) };
    });
  };
  const faults = useMemo(() => byCase(refusal?.faults ?? []), [refusal]);
  const checks = cases.map((one) => checkRow(rowIn(rows, one.id), at, one));
  return { rowOf: (id: string) => rowIn(rows, id), change, agree, agreeRest, faults, checks };
}
