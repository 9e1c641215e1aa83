import { ExportButton as Export } from '@shouwang/platform/ui/ExportButton.tsx';
import { hitQuery, type RunFilter } from './run-filter.ts';

/** Exports the list below with its filters; the server makes the file and keeps the purpose on record. */
export function ExportButton({ runId, runNo, filter }: { runId: string; runNo: string; filter: RunFilter }) {
  const query = new URLSearchParams(Object.entries(hitQuery(filter)).map(([name, value]) => [name, String(value)]));
  return (
    <Export
      what={`筛查 ${runNo} 提示的户`}
      url={`/api/screening/runs/${runId}/hits/export?${query}`}
      contents="户主姓名遮蔽，不含证件号和金额；"
    />
  );
}
