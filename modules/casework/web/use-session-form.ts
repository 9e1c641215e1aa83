import { useLeaveGuard } from '@shouwang/platform/ui/leave-guard.ts';
import { asProblem } from '@shouwang/platform/ui/problem.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AgendaCase, SessionDone } from '../contract.sessions.ts';
import { type Sending, useAgendaAgain, useSending } from './session-api.ts';
import { type Fault, faultsIn } from './session-faults.ts';

const STALE = 'version-stale';

/**
 * The cases of a form, the versions that were seen, and what is wrong with them. After a refusal everything typed stays; a row that somebody else
 * was faster with is told so once, and then goes with its new version. Before something typed is lost the page asks.
 */
export function useSessionForm(initial: readonly AgendaCase[], now: readonly AgendaCase[]) {
  const [cases, setCases] = useState<readonly AgendaCase[]>(initial);
  const [refusal, setRefusal] = useState<{ detail: string; faults: Fault[] } | null>(null);
  const [stale, setStale] = useState<ReadonlySet<string>>(new Set());
  const session = useRef(crypto.randomUUID());
  const again = useAgendaAgain();
  const send = useSending();
  const guard = useLeaveGuard();
  const { mark } = guard;

  // A row that was named as stale takes the version that the agenda has of it now; the others keep the one that was seen.
  useEffect(() => {
    if (stale.size === 0) return;
    setCases((list) => list.map((one) => (stale.has(one.id) ? (now.find(({ id }) => id === one.id) ?? one) : one)));
  }, [now, stale]);

  // What was wrong with a row is not shown any more once it is changed; sending finds out again.
  const touch = useCallback(
    (id: string) => {
      mark();
      setRefusal((old) =>
        old?.faults.some(({ caseId }) => caseId === id)
          ? { ...old, faults: old.faults.filter(({ caseId }) => caseId !== id) }
          : old,
      );
    },
    [mark],
  );
  const remove = useCallback(
    (id: string) => {
      setCases((list) => list.filter((one) => one.id !== id));
      touch(id);
    },
    [touch],
  );
  const refuse = (detail: string, faults: Fault[]) => setRefusal({ detail, faults });

  const submit = async (sending: Sending): Promise<SessionDone | null> => {
    const sent = sending.body.cases.map(({ caseId }) => caseId);
    try {
      setRefusal(null);
      const done = await send.mutateAsync(sending);
      guard.clear();
      return done;
    } catch (error) {
      const problem = asProblem(error);
      const faults = faultsIn(problem, sent);
      setRefusal({ detail: problem.detail || problem.title, faults });
      const late = faults.flatMap(({ code, caseId }) => (code === STALE && caseId !== null ? [caseId] : []));
      if (late.length > 0) {
        setStale(new Set(late));
        await again();
      }
      return null;
    }
  };
  return {
    session: session.current,
    cases,
    remove,
    touch,
    refusal,
    refuse,
    submit,
    /** Something was typed in the common part. */
    mark,
    /** Closes the form, after a question when something was typed. */
    leave: guard.leave,
    sending: send.isPending,
    seen: cases.map(({ id, version }) => ({ caseId: id, version })),
  };
}
