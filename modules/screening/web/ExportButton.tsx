import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { asProblem } from '@shouwang/platform/ui/problem.ts';
import { Button, Tooltip } from 'antd';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { getHits } from './api.ts';
import { hitsCsv } from './hits-csv.ts';
import { hitQuery, type RunFilter } from './run-filter.ts';

function save(text: string, name: string) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** Saves the list below, with its filters, as CSV. Names are masked; there are no numbers of papers and no amounts. */
export function ExportButton({ runId, runNo, filter }: { runId: string; runNo: string; filter: RunFilter }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const run = async () => {
    setBusy(true);
    setFailure('');
    try {
      const csv = await hitsCsv((cursor) => getHits(runId, { ...hitQuery(filter, cursor), limit: 200 }));
      save(csv, `筛查${runNo}-${filter.area || '全县'}.csv`);
    } catch (error) {
      setFailure(asProblem(error).title);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Tooltip title={failure || '按下面清单的筛选条件导出 CSV；户主姓名遮蔽，不含证件号和金额'}>
      <Button icon={<Icon of={Download} />} loading={busy} danger={failure !== ''} onClick={() => void run()}>
        导出
      </Button>
    </Tooltip>
  );
}
