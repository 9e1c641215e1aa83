import { Input, Modal, Tag } from 'antd';
import { useId, useState } from 'react';
import { asProblem } from './problem.ts';
import type { ReasonModalProps } from './ReasonModal.tsx';

/** The form of a reason; opened by `ReasonModal`, which fetches it when it is first needed. */
export function ReasonForm(props: ReasonModalProps) {
  const { open, title, description, presets = [], minLength = 4, maxLength = 200 } = props;
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const id = useId();
  const short = reason.trim().length < minLength;

  const submit = async () => {
    setBusy(true);
    setFailure('');
    try {
      await props.onSubmit(reason.trim());
      setReason('');
      props.onClose();
    } catch (error) {
      const problem = asProblem(error);
      setFailure(problem.detail || problem.title);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Modal
      open={open}
      title={title}
      width={480}
      okText={props.okText ?? '确定'}
      cancelText="取消"
      okButtonProps={{ danger: props.danger ?? false, disabled: short, loading: busy }}
      onOk={() => void submit()}
      onCancel={props.onClose}
      mask={{ closable: false }}
      destroyOnHidden
    >
      <div className="sw-stack" style={{ gap: 8 }}>
        {description && <p>{description}</p>}
        <label htmlFor={id}>{props.label ?? '事由'}</label>
        <Input.TextArea
          id={id}
          rows={3}
          value={reason}
          maxLength={maxLength}
          showCount
          status={failure ? 'error' : ''}
          placeholder={`不少于 ${minLength} 个字，会留痕`}
          onChange={(event) => setReason(event.target.value)}
        />
        {presets.length > 0 && (
          <div className="sw-row" style={{ marginTop: 18 }}>
            {presets.map((preset) => (
              <Tag.CheckableTag key={preset} checked={reason === preset} onChange={() => setReason(preset)}>
                {preset}
              </Tag.CheckableTag>
            ))}
          </div>
        )}
        {failure && (
          <p role="alert" className="sw-field-error">
            {failure}
          </p>
        )}
      </div>
    </Modal>
  );
}
