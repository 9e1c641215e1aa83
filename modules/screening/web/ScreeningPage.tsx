import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { PageHeader } from '@shouwang/platform/ui/PageHeader.tsx';
import { useMay, useSession } from '@shouwang/platform/ui/session.ts';
import { whenOpened } from '@shouwang/platform/ui/when-opened.tsx';
import { Button } from 'antd';
import { ScanSearch } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useRuns } from './api.ts';
import { RunningCard } from './RunningCard.tsx';
import { runColumns } from './run-columns.tsx';
import './screening.css';

const StartRunModal = whenOpened(() => import('./StartRunModal.tsx').then((m) => m.StartRunModal));

const EMPTY =
  '筛查把农户档案和部门数据放在一起，按现行政策包逐户比对，提示哪些户需要上门看一看。先导入部门数据，再发起第一次筛查。';

/** The runs of the county, and the one act that starts another. */
export function ScreeningPage() {
  const runs = useRuns();
  const may = useMay();
  const { post } = useSession();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const items = runs.data?.items ?? [];
  const working = items.find((run) => run.state === 'queued' || run.state === 'running');
  const mayStart = may('startRun') && post.areaCode.length >= 6;
  const start = mayStart && (
    <Button
      type="primary"
      icon={<Icon of={ScanSearch} />}
      disabled={Boolean(working)}
      title={working ? '已有一批正在进行，完成后再发起' : ''}
      onClick={() => setAsking(true)}
    >
      发起筛查
    </Button>
  );
  return (
    <>
      <PageHeader
        title="筛查"
        subtitle="按政策包把档案和部门数据逐户比对；模型只提示，不认定"
        acts={items.length > 0 ? start : undefined}
      />
      {working && <RunningCard run={working} />}
      <Card title="筛查批次" note="最近的在前" flush>
        <DataTable
          label="筛查批次"
          query={{ ...runs, data: runs.data && { items, nextCursor: null }, isFetching: false }}
          columns={runColumns}
          rowKey={(run) => run.id}
          rowHeight={48}
          openTo={(run) => `/screening/${run.id}`}
          empty={{ title: '还没有筛查过', text: EMPTY, act: start || undefined, icon: ScanSearch }}
        />
      </Card>
      {asking && (
        <StartRunModal
          onClose={() => setAsking(false)}
          onStarted={(id) => {
            setAsking(false);
            void navigate(`/screening/${id}`);
          }}
        />
      )}
    </>
  );
}
