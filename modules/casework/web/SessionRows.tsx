import { Button } from 'antd';
import type { AgendaCase } from '../contract.sessions.ts';
import { SessionRow } from './SessionRow.tsx';
import type { Attendance } from './session-votes.ts';
import type { useVoteRows } from './use-vote-rows.ts';

export type SessionRowsProps = {
  cases: readonly AgendaCase[];
  at: Attendance;
  votes: ReturnType<typeof useVoteRows>;
  onRemove: (id: string) => void;
};

const HEADS = ['序', '对象', '回避离场的近亲属', '同意', '不同意', '弃权', '拟纳入类别', '结果'];
const NONE: readonly string[] = [];

/** The households of a meeting, one row each. */
export function SessionRows({ cases, at, votes, onRemove }: SessionRowsProps) {
  return (
    <>
      <div className="ss-bar">
        <b>逐户票数（{cases.length} 户）</b>
        <span className="sw-note">每户三项票数之和 = 实到人数 − 该户回避人数</span>
        <Button size="small" onClick={votes.agreeRest} disabled={votes.checks.every(({ result }) => result !== null)}>
          没有填票的户都是一致同意
        </Button>
      </div>
      <div className="ss-row ss-head" aria-hidden>
        {HEADS.map((title) => (
          <span key={title}>{title}</span>
        ))}
      </div>
      <ol aria-label="逐户票数">
        {cases.map((one, place) => (
          <SessionRow
            key={one.id}
            one={one}
            place={place}
            row={votes.rowOf(one.id)}
            at={at}
            faults={votes.faults.get(one.id) ?? NONE}
            onChange={votes.change}
            onUnanimous={votes.agree}
            onRemove={onRemove}
          />
        ))}
      </ol>
    </>
  );
}
