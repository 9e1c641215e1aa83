import { daysBetween } from '@shouwang/platform/clock/days.ts';
import { DateText } from '@shouwang/platform/ui/DateText.tsx';
import { DueText } from '@shouwang/platform/ui/DueText.tsx';
import { RiskMark } from '@shouwang/platform/ui/RiskMark.tsx';
import { type StatusKind, StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { TwoLines } from '@shouwang/platform/ui/TwoLines.tsx';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import { Link } from 'react-router';
import { SHEET_KINDS, VISIT_STATES } from '../codes.ts';
import type { Dispatch } from '../contract.ts';
import { resultWords, stateWords } from './sheet-words.ts';

const KINDS: Partial<Record<Dispatch['state'], StatusKind>> = {
  CLOSED: 'neutral',
  MERGED: 'neutral',
  VERIFIED: 'ok',
  RECEIVED: 'waiting',
  DISPATCHED: 'waiting',
};

/** The state of a sheet, and what a follow-up came to. */
export function SheetState({ sheet }: { sheet: Pick<Dispatch, 'kind' | 'state' | 'resultCode'> }) {
  const result = resultWords(sheet);
  const waits = sheet.kind === 'follow-up' && sheet.state === 'VERIFIED';
  const kind = waits ? 'waiting' : (KINDS[sheet.state] ?? 'running');
  const tag = <StatusTag kind={kind}>{stateWords(sheet)}</StatusTag>;
  return result ? <TwoLines first={tag} second={result} /> : tag;
}

/** Whether the time of the village still runs. */
export function runsStill(state: Dispatch['state']): boolean {
  return VISIT_STATES.some((one) => one === state);
}

/** The reasons that joined a sheet last: their day and their names; null when it still says what it said at first. */
export function latestAdded(sheet: Pick<Dispatch, 'reasons'>): { day: string; words: string } | null {
  const day = sheet.reasons.reduce((last, { addedOn = '' }) => (addedOn > last ? addedOn : last), '');
  if (!day) return null;
  const names = sheet.reasons.filter(({ addedOn }) => addedOn === day).map(({ label, code }) => `${label} ${code}`);
  return { day, words: `${day} 并入本单：${names.join('、')}` };
}

function Reasons({ sheet }: { sheet: Dispatch }) {
  // Indicators have no level of their own: they explain the score, the rules with a level are why the sheet exists.
  const rules = sheet.reasons.filter((reason) => reason.level !== null);
  const shown = rules.length > 0 ? rules : sheet.reasons;
  // What joined the sheet last is read first: somebody may have seen the others already.
  const ordered = [...shown].sort((a, b) => (b.addedOn ?? '').localeCompare(a.addedOn ?? ''));
  const said = [...new Set(ordered.map((reason) => reason.say))];
  const codes = shown.map((reason) => `${reason.label} ${reason.code}`).join('、');
  const added = latestAdded(sheet);
  return (
    <TwoLines
      first={<span className="wrn-say">{said.slice(0, 2).join('')}</span>}
      second={
        <>
          {sheet.kind === 'follow-up' && (
            <span className="wrn-on-phone">
              <StatusTag kind="policy">{SHEET_KINDS[sheet.kind]}</StatusTag>{' '}
            </span>
          )}
          {sheet.missedDueOn && runsStill(sheet.state) && (
            <StatusTag kind="bad" title={`原期限 ${sheet.missedDueOn} 未办，${sheet.renewedOn ?? ''} 又有新提示`}>
              逾期未办又有新提示
            </StatusTag>
          )}{' '}
          {added && (
            <StatusTag kind="policy" title={added.words}>
              {added.day.slice(5)} 新增理由
            </StatusTag>
          )}{' '}
          {codes}
        </>
      }
    />
  );
}

function Due({ sheet, today }: { sheet: Dispatch; today: string }) {
  if (!runsStill(sheet.state)) return <DateText value={sheet.dueOn} />;
  return (
    <TwoLines
      first={<DueText daysLeft={daysBetween(today, sheet.dueOn)} />}
      second={<DateText value={sheet.dueOn} />}
    />
  );
}

/** Where the reasons of a sheet are explained. */
function traceOf(sheet: Dispatch): string | null {
  return sheet.runId && `/screening/${sheet.runId}/households/${sheet.householdId}`;
}

/** The list as it stands, with a sheet open beside it. */
function besideList(sheet: Dispatch, search: URLSearchParams): string {
  const next = new URLSearchParams(search);
  next.set('sheet', sheet.id);
  return `/warnings?${next}`;
}

/** What a row opens: a follow-up beside the list; of a work sheet the case once there is one, before that the reasons, else the household. */
export function openOf(sheet: Dispatch, search: URLSearchParams): string {
  if (sheet.kind === 'follow-up') return besideList(sheet, search);
  if (sheet.caseId) return `/cases/${sheet.caseId}`;
  return traceOf(sheet) ?? `/households/${sheet.householdId}`;
}

function Links({ sheet, search }: { sheet: Dispatch; search: URLSearchParams }) {
  const trace = traceOf(sheet);
  return (
    <span className="wrn-links">
      {trace && <Link to={trace}>看依据</Link>}
      {sheet.caseId && <Link to={`/cases/${sheet.caseId}`}>办理</Link>}
      {sheet.kind === 'follow-up' && <Link to={besideList(sheet, search)}>打开</Link>}
    </span>
  );
}

/** Columns of the sheets; `today` is the server's business day, `search` the address as it stands. */
export function dispatchColumns(today: string, search: URLSearchParams): Column<Dispatch>[] {
  return [
    { key: 'level', title: '等级', width: 64, nowrap: true, render: (sheet) => <RiskMark level={sheet.level} /> },
    {
      key: 'household',
      title: '户',
      nowrap: true,
      render: (sheet) => (
        <TwoLines
          first={
            <Link className="wrn-household" to={`/households/${sheet.householdId}`}>
              {sheet.headName}户
            </Link>
          }
          second={`${sheet.townName} · ${sheet.villageName}`}
        />
      ),
    },
    { key: 'reasons', title: '理由', render: (sheet) => <Reasons sheet={sheet} /> },
    {
      key: 'sheet',
      title: '单子',
      nowrap: true,
      hideOnPhone: true,
      render: (sheet) => (
        <TwoLines
          first={
            <>
              <StatusTag kind={sheet.kind === 'follow-up' ? 'policy' : 'neutral'}>{SHEET_KINDS[sheet.kind]}</StatusTag>{' '}
              <DateText value={sheet.receivedOn} />
            </>
          }
          second={sheet.kind === 'follow-up' ? `联系人 ${sheet.contactName ?? '未指定'}` : sheet.dispatchNo}
        />
      ),
    },
    {
      key: 'state',
      title: '状态',
      nowrap: true,
      hideOnPhone: true,
      render: (sheet) => <SheetState sheet={sheet} />,
    },
    { key: 'due', title: '核实期限', nowrap: true, render: (sheet) => <Due sheet={sheet} today={today} /> },
    {
      key: 'links',
      title: '打开',
      hideTitle: true,
      align: 'right',
      nowrap: true,
      hideOnPhone: true,
      render: (sheet) => <Links sheet={sheet} search={search} />,
    },
  ];
}
