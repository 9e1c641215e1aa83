import { Button } from 'antd';
import { Link } from 'react-router';
import type { AgendaCase } from '../contract.sessions.ts';
import { homeWords } from './session-columns.tsx';
import { type Fault, rowId } from './session-faults.ts';

export type SessionPeopleProps = {
  cases: readonly AgendaCase[];
  faults: readonly Fault[];
  onRemove: (id: string) => void;
};

/** The households of a form that asks nothing of each: who they are as the paper shows them, and what is wrong. */
export function SessionPeople({ cases, faults, onRemove }: SessionPeopleProps) {
  return (
    <ol aria-label="本次的户">
      {cases.map((one, place) => {
        const say = faults.filter(({ caseId }) => caseId === one.id).map((fault) => fault.say);
        return (
          <li key={one.id} id={rowId(one.id)} className={`ss-person${say.length > 0 ? ' ss-bad' : ''}`}>
            <span className="sw-note">{place + 1}</span>
            <span>
              <Link to={`/cases/${one.id}`} target="_blank">
                {one.headName}户
              </Link>
              <span className="sw-note">　公开为 {one.displayName}</span>
            </span>
            <span className="sw-note">{homeWords(one)}</span>
            <span>{one.categories.find(({ code }) => code === one.category)?.label}</span>
            <Button size="small" type="text" onClick={() => onRemove(one.id)}>
              移出本次
            </Button>
            {say.length > 0 && (
              <span className="ss-faults" role="alert">
                {say.join('　')}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
