import { Card } from '@shouwang/platform/ui/Card.tsx';
import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { Facts } from '@shouwang/platform/ui/Facts.tsx';
import { PageHeader } from '@shouwang/platform/ui/PageHeader.tsx';
import { RowsSkeleton } from '@shouwang/platform/ui/RowsSkeleton.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { whenOpened } from '@shouwang/platform/ui/when-opened.tsx';
import { useParams } from 'react-router';
import type { DepartmentFollowUpView } from '../contract.ts';
import { useFollowUp } from './department-api.ts';
import './casework.css';

const FollowUpForm = whenOpened(() => import('./FollowUpForm.tsx').then((m) => m.FollowUpForm));

function Filled({ view }: { view: DepartmentFollowUpView }) {
  return (
    <>
      <PageHeader
        title={`部门跟进：${view.headName}户`}
        tags={view.done ? <StatusTag kind="ok">已办结</StatusTag> : <StatusTag kind="waiting">待办理</StatusTag>}
        subtitle="入户核实发现的行业性、政策性问题，由本部门办理；其余办理情况不向部门展示"
        trail={[{ label: '工作台', to: '/workbench' }, { label: '部门跟进' }]}
      />
      <div className="sw-split-8-4 cw-columns">
        <div className="sw-stack">
          <Card title="缺什么">
            <Facts
              facts={[
                { label: '核实发现', value: view.missing },
                { label: '镇里意见', value: view.asks },
                { label: '转办', value: `${view.handedOn} ${view.handedBy}` },
                ...(view.dueOn ? [{ label: '期限', value: `${view.dueOn} 前办结` }] : []),
                { label: '户主', value: view.headName },
                { label: '所在村', value: view.areaName },
                { label: '办理编号', value: view.caseNo },
              ]}
            />
          </Card>
        </div>
        <div className="sw-stack">
          {view.done ? (
            <Card title="办理情况" note={<StatusTag kind="ok">已办结</StatusTag>}>
              <p>{view.done.what}</p>
              <p className="sw-note">
                {view.done.by}，{view.done.on}；凭证 {view.documents.length} 份，镇里可以查看。
              </p>
            </Card>
          ) : (
            <FollowUpForm view={view} />
          )}
        </div>
      </div>
    </>
  );
}

/** What a department is to put right for a household, and that it has done so. */
export function FollowUpPage() {
  const { id = '' } = useParams();
  const query = useFollowUp(id);
  if (query.data) return <Filled view={query.data} />;
  if (!query.error) return <RowsSkeleton rows={6} height={48} />;
  return (
    <>
      <PageHeader title="部门跟进" trail={[{ label: '工作台', to: '/workbench' }]} />
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    </>
  );
}
