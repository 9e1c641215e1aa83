import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { count } from '@shouwang/platform/ui/numbers.ts';
import { PageHeader } from '@shouwang/platform/ui/PageHeader.tsx';
import { RowsSkeleton } from '@shouwang/platform/ui/RowsSkeleton.tsx';
import { useSaveFile } from '@shouwang/platform/ui/use-save-file.ts';
import { Button, Dropdown } from 'antd';
import { Download, FileText } from 'lucide-react';
import { useParams } from 'react-router';
import type { ImportReport } from '../contract.ts';
import { fileAddress, useImport } from './api.ts';
import { FailureCard } from './FailureCard.tsx';
import { GatesCard } from './GatesCard.tsx';
import { HeldNote } from './HeldNote.tsx';
import { NamesCard } from './NamesCard.tsx';
import { PeriodsCard } from './PeriodsCard.tsx';
import { ProgressCard } from './ProgressCard.tsx';
import { ReconcileCard } from './ReconcileCard.tsx';
import { RejectedCard } from './RejectedCard.tsx';
import { ReportHead } from './ReportHead.tsx';
import { UnmatchedCard } from './UnmatchedCard.tsx';
import { WithdrawCard } from './WithdrawCard.tsx';
import { batchTitle } from './words.ts';
import './exchange.css';

function Acts({ report }: { report: ImportReport }) {
  const rows = report.rowsRejected ?? 0;
  const save = useSaveFile();
  return (
    <>
      <Button icon={<Icon of={FileText} />} href={fileAddress.original(report.id)} download onClick={save}>
        下载原文件
      </Button>
      {rows > 0 && (
        <Dropdown
          menu={{
            items: [
              {
                key: 'xlsx',
                label: (
                  <a href={fileAddress.rejected(report.id, 'xlsx')} download onClick={save}>
                    Excel（号码不会变形）
                  </a>
                ),
              },
              {
                key: 'csv',
                label: (
                  <a href={fileAddress.rejected(report.id, 'csv')} download onClick={save}>
                    CSV
                  </a>
                ),
              },
            ],
          }}
        >
          <Button
            type="primary"
            icon={<Icon of={Download} />}
            href={fileAddress.rejected(report.id, 'xlsx')}
            download
            onClick={save}
          >
            下载拒收行 {count(rows)}
          </Button>
        </Dropdown>
      )}
    </>
  );
}

function Result({ report }: { report: ImportReport }) {
  return (
    <div className="sw-split-8-4">
      <div className="sw-stack">
        <ReconcileCard report={report} />
        <RejectedCard report={report} />
        <NamesCard report={report} />
        <UnmatchedCard report={report} />
      </div>
      <div className="sw-stack">
        <GatesCard gates={report.gates} />
        <PeriodsCard history={report.history} />
        <WithdrawCard report={report} />
      </div>
    </div>
  );
}

/** 导入报告: what came, what was taken, what was sent back and why, row by row. */
export function ImportReportPage() {
  const { batchId = '' } = useParams();
  const query = useImport(batchId);
  const report = query.data;
  if (query.error && !report) return <ErrorState page error={query.error} onRetry={() => void query.refetch()} />;
  if (!report) return <RowsSkeleton rows={8} height={48} />;
  const working = report.state === 'received' || report.state === 'checking';
  return (
    <>
      <PageHeader
        title="导入报告"
        subtitle="收到几行、用了几行、退了几行，逐行说清；退回的行改好后，整份文件重新上传"
        trail={[
          { label: '数据导入', to: `/imports?period=${report.period}` },
          { label: report.departmentName },
          { label: batchTitle(report) },
          { label: report.batchNo },
        ]}
        acts={<Acts report={report} />}
      />
      <ReportHead report={report} />
      {report.state === 'held' && <HeldNote report={report} />}
      {working && <ProgressCard batch={report} progress={report.progress} />}
      {report.state === 'failed' && <FailureCard report={report} />}
      {report.rowsIn !== null && <Result report={report} />}
    </>
  );
}
