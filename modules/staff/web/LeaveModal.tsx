import { useDebounced } from '@shouwang/platform/ui/hooks.ts';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { asProblem } from '@shouwang/platform/ui/problem.ts';
import { App, Input, Modal, Select, Tag } from 'antd';
import { useId, useState } from 'react';
import type { AccountView } from '../contract.accounts.ts';
import { useAccountAct, useAccounts } from './accounts-api.ts';

export type LeaveModalProps = {
  account: AccountView;
  act: 'suspendAccount' | 'closeAccount';
  onClose: () => void;
};

const WORDS = {
  suspendAccount: {
    title: '停用',
    text: '停用后不能登录，在线的会话会退出，岗位名单里不再出现；以后可以恢复。',
    reasons: ['调离', '工作队期满', '休假借调'],
  },
  closeAccount: {
    title: '注销',
    text: '注销后不能恢复，岗位全部结束；他办过的事和记录都保留。',
    reasons: ['离职', '退休', '重复开户'],
  },
} as const;

/** Somebody of the area who takes over, by name or sound. */
function Successor({
  of,
  value,
  onChange,
}: {
  of: string;
  value: string | null;
  onChange: (id: string | null) => void;
}) {
  const [text, setText] = useState('');
  const q = useDebounced(text.trim());
  const { data, isFetching } = useAccounts({ q, state: 'ACTIVE' });
  const people = (data?.items ?? []).filter(({ id }) => id !== of);
  return (
    <Select
      aria-label="由谁接手"
      showSearch={{ searchValue: text, onSearch: setText, filterOption: false }}
      allowClear
      loading={isFetching}
      placeholder="输姓名或拼音查找"
      value={value}
      onChange={(id: string | undefined) => onChange(id ?? null)}
      options={people.map(({ id, name, posts }) => ({
        value: id,
        label: `${name}${posts[0] ? `（${posts[0].roleName}，${posts[0].areaName}）` : ''}`,
      }))}
      notFoundContent="没有这个人"
    />
  );
}

/** Why an account is suspended or closed, and who takes over what is open. */
export function LeaveModal({ account, act, onClose }: LeaveModalProps) {
  const { message } = App.useApp();
  const leave = useAccountAct();
  const [reason, setReason] = useState('');
  const [successorId, setSuccessor] = useState<string | null>(null);
  const id = useId();
  const words = WORDS[act];
  const open = account.openWork;
  const missing = reason.trim().length < 2 || (open.length > 0 && !successorId);
  const problem = leave.error ? asProblem(leave.error) : null;
  const submit = async () => {
    const verb = act === 'suspendAccount' ? 'suspension' : 'closure';
    try {
      await leave.mutateAsync({ account, verb, reason: reason.trim(), successorId });
    } catch {
      return; // shown below
    }
    void message.success(`${account.name}的账号已${words.title}`);
    onClose();
  };
  return (
    <Modal
      open
      title={`${words.title}${account.name}的账号？`}
      width={520}
      okText={words.title}
      cancelText="取消"
      okButtonProps={{ danger: true, disabled: missing, loading: leave.isPending }}
      onOk={() => void submit()}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <div className="sw-stack" style={{ gap: 8 }}>
        <p>{words.text}</p>
        {open.length > 0 && (
          <>
            <Note tone="gold">
              他还有未办完的工作：{open.map(({ label, count }) => `${label} ${count} 件`).join('、')}
              。先移交，或写明由谁接手；派给他、还没领取的会回到派发的人那里，标明须重新指定人员。
            </Note>
            <Successor of={account.id} value={successorId} onChange={setSuccessor} />
          </>
        )}
        <label htmlFor={id}>理由</label>
        <Input.TextArea
          id={id}
          rows={2}
          value={reason}
          maxLength={200}
          showCount
          onChange={(event) => setReason(event.target.value)}
        />
        <div className="sw-row" style={{ marginTop: 18 }}>
          {words.reasons.map((preset) => (
            <Tag.CheckableTag key={preset} checked={reason === preset} onChange={() => setReason(preset)}>
              {preset}
            </Tag.CheckableTag>
          ))}
        </div>
        {problem && (
          <p role="alert" className="sw-field-error">
            {problem.detail || problem.title}
          </p>
        )}
      </div>
    </Modal>
  );
}
