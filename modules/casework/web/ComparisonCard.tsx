import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { listOf } from '@shouwang/platform/ui/list-query.ts';
import { type StatusKind, StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { useMay } from '@shouwang/platform/ui/session.ts';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import { whenOpened } from '@shouwang/platform/ui/when-opened.tsx';
import { Button } from 'antd';
import { GitCompareArrows } from 'lucide-react';
import { useState } from 'react';
import { CONSENT_SCOPE_NAMES } from '../../evidence/contract.ts';
import { type CaseView, DEPARTMENT_NAMES, EXCLUSION_NAMES, type Finding, RESULT_NAMES } from '../contract.ts';
import { Documents } from './Documents.tsx';
import { type FindingGroup, groupFindings } from './finding-groups.ts';

const JudgeDrawer = whenOpened(() => import('./JudgeDrawer.tsx').then((m) => m.JudgeDrawer));

const VERDICTS: Readonly<Record<string, StatusKind>> = {
  'P1.C1': 'neutral',
  'P1.C2': 'bad',
  'P1.C3': 'neutral',
  'P1.C4': 'policy',
};

function Verdict({ finding }: { finding: Finding }) {
  if (finding.found === null) return <StatusTag kind="waiting">回执未到</StatusTag>;
  if (finding.verdict === null) return <StatusTag kind="waiting">待研判</StatusTag>;
  if (finding.verdict === 'P1.C1') return <span className="sw-note">无不利情况</span>;
  return (
    <span className="sw-row">
      <StatusTag kind={VERDICTS[finding.verdict] ?? 'neutral'}>{RESULT_NAMES[finding.verdict]}</StatusTag>
      <span className="sw-note">{finding.reason}</span>
    </span>
  );
}

function columnsFor(judge: ((finding: Finding) => void) | null): readonly Column<FindingGroup>[] {
  const columns: Column<FindingGroup>[] = [
    { key: 'scope', title: '事项', render: ({ finding }) => CONSENT_SCOPE_NAMES[finding.scope] },
    {
      key: 'department',
      title: '部门',
      hideOnPhone: true,
      nowrap: true,
      render: ({ finding }) => DEPARTMENT_NAMES[finding.departmentCode],
    },
    { key: 'member', title: '成员', render: ({ members }) => members.join('、') },
    {
      key: 'receipt',
      title: '回执',
      render: ({ finding }) => (
        <>
          {finding.receipt || '—'}
          {finding.exclusionItem && <span className="sw-note"> {EXCLUSION_NAMES[finding.exclusionItem]}</span>}
        </>
      ),
    },
    { key: 'verdict', title: '研判', render: ({ finding }) => <Verdict finding={finding} /> },
    {
      key: 'date',
      title: '数据日期',
      nowrap: true,
      align: 'right',
      render: ({ finding }) =>
        finding.dataDate ? (
          <>
            {finding.dataDate.slice(5)}
            {finding.reused && <div className="sw-note">沿用 {finding.comparedOn?.slice(5)} 的比对</div>}
          </>
        ) : (
          '—'
        ),
    },
  ];
  if (!judge) return columns;
  return [
    ...columns,
    {
      key: 'act',
      title: '研判',
      hideTitle: true,
      render: ({ finding }) =>
        finding.found !== null && (
          <Button size="small" onClick={() => judge(finding)}>
            {finding.verdict === null ? '研判' : '改判'}
          </Button>
        ),
    },
  ];
}

const alone = (finding: Finding): FindingGroup => ({ key: finding.key, finding, members: [finding.memberName] });

/** The answers of the departments, each judged by a person; the negative list only points, it never rejects. */
export function ComparisonCard({ view }: { view: CaseView }) {
  const mayJudge = useMay()('judgeFinding') && view.row.state === 'COMPARING';
  const [open, setOpen] = useState<Finding | null>(null);
  const data = view.comparison?.data;
  const findings = data?.findings ?? [];
  const judged = findings.filter((one) => one.verdict !== null).length;
  const reused = findings.filter((one) => one.reused).length;
  return (
    <Card
      title="信息比对"
      icon={<Icon of={GitCompareArrows} />}
      flush
      note={
        data ? (
          <span className="sw-row">
            <StatusTag
              kind={judged === findings.length ? 'ok' : 'running'}
            >{`${judged} / ${findings.length} 项研判`}</StatusTag>
            {reused > 0 && `沿用 ${reused} 项`}
          </span>
        ) : (
          <StatusTag kind="neutral">未办</StatusTag>
        )
      }
      foot={
        view.documents.some((one) => one.step === 'COMPARING') && (
          <Documents documents={view.documents} steps={['COMPARING']} />
        )
      }
    >
      <DataTable
        label="信息比对"
        query={listOf(mayJudge ? findings.map(alone) : groupFindings(findings))}
        columns={columnsFor(mayJudge ? setOpen : null)}
        rowKey={(one) => one.key}
        rowHeight={40}
        empty={{ title: '还没有比对', text: '取得全家成年人的承诺授权后，由县级发出；每一项回执都由人研判。' }}
      />
      {open && <JudgeDrawer key={open.key} view={view} finding={open} onClose={() => setOpen(null)} />}
    </Card>
  );
}
