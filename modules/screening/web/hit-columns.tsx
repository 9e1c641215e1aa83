import { RiskMark } from '@shouwang/platform/ui/RiskMark.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import { Link } from 'react-router';
import type { RunHit } from '../contract.runs.ts';
import { groupText, handlingText, RISK_WORDS } from '../rules.hits.ts';

function Handling({ hit }: { hit: RunHit }) {
  if (!hit.handling) return <span className="sw-note">{handlingText(hit)}</span>;
  const tag = <StatusTag kind="running">{handlingText(hit)}</StatusTag>;
  return hit.caseId ? <Link to={`/cases/${hit.caseId}`}>{tag}</Link> : tag;
}

/** Columns of the households of a run; in a first run nothing is called new. */
export function hitColumns(runId: string, isFirst: boolean): Column<RunHit>[] {
  return [
    { key: 'level', title: '等级', width: 88, nowrap: true, render: (hit) => <RiskMark level={hit.level} /> },
    {
      key: 'household',
      title: '户',
      nowrap: true,
      render: (hit) => (
        <>
          <Link className="scr-household" to={`/households/${hit.householdId}`}>
            {hit.headName}户
          </Link>{' '}
          {hit.isNew && !isFirst && <StatusTag kind="running">新</StatusTag>}
        </>
      ),
    },
    {
      key: 'place',
      title: '村组',
      nowrap: true,
      hideOnPhone: true,
      render: (hit) => `${hit.villageName} ${groupText(hit.groupNo)}`,
    },
    { key: 'reason', title: '最要紧的理由', render: (hit) => hit.mainReason },
    {
      key: 'risks',
      title: '类别',
      hideOnPhone: true,
      render: (hit) => (
        <span className="scr-tags">
          {hit.riskTypes.map((type) => (
            <StatusTag key={type} kind="neutral">
              {RISK_WORDS[type] ?? type}
            </StatusTag>
          ))}
          {hit.exclusions.length > 0 && (
            <StatusTag kind="policy" title={`负面清单 ${hit.exclusions.join('、')}，须由人判断`}>
              需判断
            </StatusTag>
          )}
        </span>
      ),
    },
    {
      key: 'score',
      title: '多维得分',
      align: 'right',
      nowrap: true,
      hideOnPhone: true,
      render: (hit) => hit.score?.toFixed(2) ?? <span className="sw-note">未知</span>,
    },
    { key: 'handling', title: '办理', nowrap: true, hideOnPhone: true, render: (hit) => <Handling hit={hit} /> },
    {
      key: 'trace',
      title: '依据',
      hideTitle: true,
      align: 'right',
      nowrap: true,
      render: (hit) => <Link to={`/screening/${runId}/households/${hit.householdId}`}>看依据</Link>,
    },
  ];
}
