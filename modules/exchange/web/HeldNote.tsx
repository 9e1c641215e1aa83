import { Note } from '@shouwang/platform/ui/Note.tsx';
import { ReasonModal } from '@shouwang/platform/ui/ReasonModal.tsx';
import { useMay } from '@shouwang/platform/ui/session.ts';
import { Button } from 'antd';
import { useState } from 'react';
import type { ImportReport } from '../contract.ts';
import { useConfirm } from './api.ts';

const PRESETS = ['本期口径有调整，数字无误', '首次报全量，数字无误', '本期只报变动，数字无误'];

/** A file that waits for the office: which gates hold it, and the act that lets it in. */
export function HeldNote({ report }: { report: ImportReport }) {
  const [asking, setAsking] = useState(false);
  const may = useMay();
  const confirm = useConfirm(report.id);
  const held = report.gates
    .filter((gate) => gate.result === 'hold')
    .map((gate) => `${gate.name} ${gate.value}（${gate.limit}）`);
  const act = may('confirmImport') && report.confirmable && (
    <Button size="small" onClick={() => setAsking(true)}>
      确认数字无误
    </Button>
  );
  return (
    <>
      <Note tone="gold" act={act}>
        暂不入库，等部门确认：{held.join('；')}。数字不对就撤回，改好再传整份文件。
        {!report.confirmable && may('confirmImport') && '文件是您上传的，由另一名人员确认。'}
      </Note>
      <ReasonModal
        open={asking}
        title="确认数字无误"
        description="确认后这份文件入库，用于下一次筛查，并替代本期前一份。"
        presets={PRESETS}
        okText="确认入库"
        onSubmit={(reason) => confirm.mutateAsync({ version: report.version, body: { reason } })}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
