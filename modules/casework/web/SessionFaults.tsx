import { Note } from '@shouwang/platform/ui/Note.tsx';
import { useEffect, useRef } from 'react';
import type { AgendaCase } from '../contract.sessions.ts';
import { type Fault, jumpTo, whereOf } from './session-faults.ts';

export type SessionFaultsProps = { detail: string; faults: readonly Fault[]; cases: readonly AgendaCase[] };

/** Everything that must be mended before it can be sent, each line leading to its place. */
export function SessionFaults({ detail, faults, cases }: SessionFaultsProps) {
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    top.current?.scrollIntoView({ block: 'center', behavior: 'smooth' });
  }, []);
  return (
    <div ref={top} className="ss-summary">
      <Note tone="bad">
        {detail}
        {faults.length > 0 && (
          <ol>
            {faults.map((fault) => (
              <li key={`${fault.caseId}${fault.field}${fault.say}`}>
                <button type="button" className="sw-act" onClick={() => jumpTo(fault)}>
                  {whereOf(fault, cases)}
                </button>
                ：{fault.say}
              </li>
            ))}
          </ol>
        )}
      </Note>
    </div>
  );
}
