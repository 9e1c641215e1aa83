import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { RowsSkeleton } from '@shouwang/platform/ui/RowsSkeleton.tsx';
import { Drawer } from 'antd';
import { SHEET_KINDS } from '../codes.ts';
import type { Sheet } from '../contract.ts';
import { useSheet } from './api.ts';
import { ConfirmForm } from './ConfirmForm.tsx';
import { RecordForm } from './RecordForm.tsx';
import { SheetActs } from './SheetActs.tsx';
import { SheetFacts } from './SheetFacts.tsx';
import './warnings.css';

type Parts = { sheet: Sheet; onDone: () => void };

/** The act that is due, or why it is not for whoever looks. */
function DueAct({ sheet, onDone }: Parts) {
  const { due } = sheet;
  if (!due) return null;
  if (!due.allowed) {
    const what = due.act === 'recordFollowUp' ? '等监测联系人或村里登记跟进。' : '等镇里确认。';
    return <Note tone="gold">{`${what}${due.why ?? ''}`}</Note>;
  }
  return due.act === 'recordFollowUp' ? (
    <RecordForm key={sheet.version} sheet={sheet} onDone={onDone} />
  ) : (
    <ConfirmForm key={sheet.version} sheet={sheet} onDone={onDone} />
  );
}

/** 一张单子: why it exists, what is known, who looks after the household, what was done, and the act that is due. */
export function SheetDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const query = useSheet(id);
  const sheet = query.data;
  const title = sheet ? `${SHEET_KINDS[sheet.row.kind]} · ${sheet.row.headName}户` : '正在打开';
  return (
    <Drawer open title={title} size={560} onClose={onClose} mask={{ closable: !sheet?.due?.allowed }}>
      {query.error && !sheet && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {!sheet && !query.error && <RowsSkeleton rows={6} />}
      {sheet && (
        <div className="sw-stack">
          <SheetFacts sheet={sheet} />
          <SheetActs sheet={sheet} />
          <DueAct sheet={sheet} onDone={onClose} />
        </div>
      )}
    </Drawer>
  );
}
