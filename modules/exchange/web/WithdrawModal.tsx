import { asProblem } from '@shouwang/platform/ui/problem.ts';
import { App, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import type { ImportReport } from '../contract.ts';
import { useWithdraw } from './api.ts';

/** Second confirmation of a withdrawal: the reason, and the number of the import typed once more. */
export function WithdrawModal({ report, onClose }: { report: ImportReport; onClose: () => void }) {
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const [batchNo, setBatchNo] = useState('');
  const withdraw = useWithdraw(report.id);
  const ids = { reason: useId(), number: useId() };
  const ready = reason.trim().length >= 4 && batchNo.trim() === report.batchNo;
  const problem = withdraw.error ? asProblem(withdraw.error) : null;
  const submit = () =>
    withdraw.mutate(
      { version: report.version, body: { reason: reason.trim(), batchNo: batchNo.trim() } },
      {
        onSuccess: () => {
          message.success('已撤回');
          onClose();
        },
      },
    );
  return (
    <Modal
      open
      title="撤回本次导入"
      width={480}
      okText="确认撤回"
      cancelText="取消"
      okButtonProps={{ danger: true, disabled: !ready, loading: withdraw.isPending }}
      onOk={submit}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <div className="sw-stack" style={{ gap: 8 }}>
        <ul className="ex-effects">
          {report.withdrawal.effects.map((effect) => (
            <li key={effect}>{effect}</li>
          ))}
        </ul>
        <label htmlFor={ids.reason}>事由</label>
        <Input.TextArea
          id={ids.reason}
          rows={3}
          value={reason}
          maxLength={500}
          placeholder="不少于 4 个字，会留痕，例如：部门发现口径有误，重新报送"
          onChange={(event) => setReason(event.target.value)}
        />
        <label htmlFor={ids.number}>再填一遍导入编号 {report.batchNo}</label>
        <Input
          id={ids.number}
          value={batchNo}
          placeholder={report.batchNo}
          autoComplete="off"
          onChange={(event) => setBatchNo(event.target.value)}
        />
        {problem && (
          <p role="alert" className="sw-field-error">
            {problem.detail || problem.title}
          </p>
        )}
      </div>
    </Modal>
  );
}
