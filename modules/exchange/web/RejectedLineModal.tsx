import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { RowsSkeleton } from '@shouwang/platform/ui/RowsSkeleton.tsx';
import { Modal } from 'antd';
import type { RejectedLine } from '../contract.ts';
import { useRejectedLine } from './api.ts';
import { MarkedValue } from './MarkedValue.tsx';

function Line({ line }: { line: RejectedLine }) {
  return (
    <div className="sw-stack" style={{ gap: 12 }}>
      <Note tone="bad">
        {line.column}：{line.reason}。{line.repair}
      </Note>
      {line.cells.length === 0 ? (
        <p className="sw-note">这一行拆不成列，可能夹有个人信息，不在页面上显示；下载拒收行可看原文，下载会留痕。</p>
      ) : (
        <dl className="ex-line">
          {line.cells.map((cell, at) => (
            <div key={at} className={cell.faulty ? 'ex-line-faulty' : ''}>
              <dt>{cell.header}</dt>
              <dd>{cell.faulty ? <MarkedValue row={line} /> : cell.value || <span className="sw-note">空</span>}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

/** One refused row whole; names and numbers masked. */
export function RejectedLineModal({ id, rowNo, onClose }: { id: string; rowNo: number | null; onClose: () => void }) {
  const line = useRejectedLine(id, rowNo);
  return (
    <Modal
      open={rowNo !== null}
      title={`第 ${rowNo ?? ''} 行`}
      footer={null}
      width={560}
      onCancel={onClose}
      destroyOnHidden
    >
      {line.data && <Line line={line.data} />}
      {line.error ? <ErrorState error={line.error} onRetry={() => void line.refetch()} /> : null}
      {line.isPending && <RowsSkeleton rows={6} height={36} />}
    </Modal>
  );
}
