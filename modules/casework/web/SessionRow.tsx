import { type StatusKind, StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { Input, InputNumber, Select } from 'antd';
import { memo, type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import type { AgendaCase } from '../contract.sessions.ts';
import type { MeetingResult } from '../contract.ts';
import { homeWords } from './session-columns.tsx';
import { rowId } from './session-faults.ts';
import { type Attendance, checkRow, type RowCheck, type VoteRow, withName } from './session-votes.ts';

export type SessionRowProps = {
  one: AgendaCase;
  place: number;
  row: VoteRow;
  at: Attendance;
  /** What the server or a try to send found at this row. */
  faults: readonly string[];
  onChange: (id: string, part: Partial<VoteRow>) => void;
  onUnanimous: (id: string) => void;
  onRemove: (id: string) => void;
};

const LOOKS: Readonly<Record<MeetingResult, { kind: StatusKind; say: string }>> = {
  'P1.M1': { kind: 'ok', say: '通过' },
  'P1.M2': { kind: 'bad', say: '不通过' },
  'P1.M3': { kind: 'waiting', say: '到会不足' },
};
const VOTES = [
  ['votesFor', '同意'],
  ['votesAgainst', '不同意'],
  ['abstentions', '弃权'],
] as const;

function Cell({ label, className, children }: { label: string; className: string; children: ReactNode }) {
  return (
    <div className={className}>
      <span className="ss-cell-label">{label}</span>
      {children}
    </div>
  );
}

type PartProps = SessionRowProps & { check: RowCheck };

function Votes({ one, row, check, onChange }: PartProps) {
  const closed = check.result === 'P1.M3';
  return VOTES.map(([field, label], index) => (
    <Cell key={field} label={label} className={index === 0 ? 'ss-first-vote' : ''}>
      <InputNumber
        aria-label={`${one.headName}户${label}票`}
        value={closed ? 0 : row[field]}
        disabled={closed}
        min={0}
        max={500}
        precision={0}
        controls={false}
        inputMode="numeric"
        onChange={(votes) => onChange(one.id, { [field]: votes })}
      />
    </Cell>
  ));
}

function Recused({ one, row, onChange }: SessionRowProps) {
  const set = (recused: string) => onChange(one.id, { recused });
  return (
    <Cell label="回避离场的近亲属" className="ss-recused">
      <Input
        aria-label={`${one.headName}户回避离场的近亲属`}
        placeholder="没有就不填"
        value={row.recused}
        maxLength={200}
        onChange={(event) => set(event.target.value)}
      />
      {one.relatives.map(({ name, relation }) => (
        <button key={name} type="button" className="sw-act sw-note" onClick={() => set(withName(row.recused, name))}>
          ＋{name}（{relation}，已登记）
        </button>
      ))}
    </Cell>
  );
}

const MORE = [
  ['opinion', '意见', '本户评议意见（不填用共同意见）', 300],
  ['chair', '主持', '本户主持人（另有人主持时填）', 30],
  ['recorder', '记录', '本户记录人（另有人记录时填）', 30],
] as const;

/** What only some households need: their own opinion, and who chaired or wrote when the usual one left. */
function More({ one, row, onChange }: PartProps) {
  return (
    <div className="ss-more">
      {MORE.map(([field, short, label, max]) => (
        <Input
          key={field}
          prefix={<span className="sw-note">{short}</span>}
          aria-label={`${one.headName}户${label}`}
          placeholder={label}
          value={row[field]}
          maxLength={max}
          onChange={(event) => onChange(one.id, { [field]: event.target.value })}
        />
      ))}
    </div>
  );
}

/** Whether a household has, or must have, words of its own. */
const hasMore = (row: VoteRow, check: RowCheck) =>
  MORE.some(([field]) => row[field] !== '') ||
  check.problems.some(({ field }) => MORE.some(([name]) => name === field));

type EndProps = PartProps & { more: boolean; onMore: () => void };

function End({ one, check, more, onMore, onUnanimous, onRemove }: EndProps) {
  const look = check.result ? LOOKS[check.result] : { kind: 'neutral' as const, say: '未填完' };
  return (
    <div className="ss-end">
      <StatusTag kind={look.kind}>{look.say}</StatusTag>
      <div className="ss-acts">
        {check.result !== 'P1.M3' && (
          <button type="button" className="sw-act" onClick={() => onUnanimous(one.id)}>
            一致同意
          </button>
        )}
        {!more && (
          <button type="button" className="sw-act" onClick={onMore}>
            写意见
          </button>
        )}
        <button type="button" className="sw-act" onClick={() => onRemove(one.id)}>
          移出
        </button>
      </div>
    </div>
  );
}

/** One household of a meeting: who left, the three votes, the category, and the result as it would be. */
export const SessionRow = memo(function SessionRow(props: SessionRowProps) {
  const { one, place, row, at, faults, onChange } = props;
  const check = checkRow(row, at, one);
  const [opened, setOpened] = useState(false);
  const more = opened || hasMore(row, check);
  const part = { ...props, check };
  const say = [...new Set(faults)];
  return (
    <li id={rowId(one.id)} className={`ss-row${say.length > 0 ? ' ss-bad' : ''}`}>
      <span className="sw-note">{place + 1}</span>
      <div className="ss-who">
        <Link to={`/cases/${one.id}`} target="_blank">
          {one.headName}户
        </Link>
        <div className="sw-note">{homeWords(one)}</div>
      </div>
      <Recused {...props} />
      <Votes {...part} />
      <Cell label="拟纳入类别" className="ss-category">
        <Select
          aria-label={`${one.headName}户拟纳入类别`}
          value={row.category || null}
          options={one.categories.map(({ code, label }) => ({ value: code, label }))}
          onChange={(category: string | null) => onChange(one.id, { category: category ?? '' })}
        />
      </Cell>
      <End {...part} more={more} onMore={() => setOpened(true)} />
      {more && <More {...part} />}
      {say.length > 0 && (
        <div className="ss-faults" role="alert">
          {say.join('　')}
        </div>
      )}
    </li>
  );
});
