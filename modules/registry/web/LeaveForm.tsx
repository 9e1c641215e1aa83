import { useSession } from '@shouwang/platform/ui/session.ts';
import { Form, Input, Select } from 'antd';
import { CHANGE_TYPE, EVIDENCE_OF, isLeaving } from '../codes.change.ts';
import { nameOf, RELATION } from '../codes.ts';
import type { ChangeType } from '../contract.ts';
import { useSendChange } from './change-api.ts';
import { EvidenceField } from './EvidenceField.tsx';
import { HeadFields, type HeadValues, relationsOf } from './HeadFields.tsx';
import { headValuesOf } from './head-values.ts';
import type { PeopleFormProps } from './JoinForm.tsx';
import { ProposalFoot, Refused } from './ProposalFoot.tsx';
import { revisionOf } from './revision.ts';
import { useProposal } from './use-proposal.ts';
import './requests.css';

type Values = HeadValues & {
  leavingId: string;
  changeType: ChangeType;
  changeDate: string;
  documentIds?: string[];
  reason: string;
  confirmed?: boolean;
};

const TYPES = Object.entries(CHANGE_TYPE.names)
  .filter(([code]) => isLeaving(code))
  .map(([value, label]) => ({ value, label }));

/** Somebody leaves the household on a day: who, why, with which paper; a head who leaves names a new one, unless he died. */
export function LeaveForm({ household, revision, memberId, onDone }: PeopleFormProps & { memberId: string | null }) {
  const [form] = Form.useForm<Values>();
  const { today } = useSession();
  const send = useSendChange(household.id);
  const { problem, confirming, busy, run, clear } = useProposal(form, { onDone });
  const before = revision?.values.find(({ subject }) => subject === 'leaving')?.memberId ?? memberId;
  const leavingId = Form.useWatch('leavingId', form) ?? before;
  const type = Form.useWatch('changeType', form) ?? revision?.changeType ?? 'M21';
  const current = household.members.filter((one) => one.memberStatus === 'current');
  const headLeaves = current.some((one) => one.id === leavingId && one.relation === '1');
  const submit = ({ reason, confirmed = false, documentIds = [], changeType, changeDate, ...values }: Values) => {
    const members = headLeaves ? relationsOf(household, values.leavingId, values) : [];
    const proposal = { changeType, changeDate, reason, confirmed, documentIds, leavingId: values.leavingId, members };
    return run(() => send.mutateAsync({ version: household.version, proposal, revision: revisionOf(revision, {}) }));
  };
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{
        leavingId: before ?? undefined,
        changeType: type,
        changeDate: revision?.changeDate ?? today,
        documentIds: revision?.documents.map(({ id }) => id.slice(7)) ?? [],
        reason: revision?.reason,
        ...headValuesOf(revision),
      }}
      onFinish={(values) => void submit(values)}
      onValuesChange={clear}
    >
      <Refused problem={problem} />
      <Form.Item name="leavingId" label="离户的成员" rules={[{ required: true, message: '请选成员' }]}>
        <Select
          placeholder="选一名成员"
          options={current.map((one) => ({ value: one.id, label: `${one.name}（${nameOf(RELATION, one.relation)}）` }))}
        />
      </Form.Item>
      <div className="reg-pair">
        <Form.Item name="changeType" label="减少原因" rules={[{ required: true, message: '请选原因' }]}>
          <Select options={TYPES} />
        </Form.Item>
        <Form.Item name="changeDate" label="变动日期" rules={[{ required: true, message: '请填日期' }]}>
          <Input type="date" max={today} />
        </Form.Item>
      </div>
      <p className="sw-note reg-elsewhere">拆户、并户、整户迁移和销户不在这里办理，请报县级处理。</p>
      {headLeaves && <HeadFields household={household} leavingId={leavingId} required={type !== 'M21'} />}
      <Form.Item
        name="documentIds"
        label="佐证材料"
        {...(EVIDENCE_OF[type]
          ? { rules: [{ required: true, type: 'array', min: 1, message: `请上传${EVIDENCE_OF[type]}` }] }
          : {})}
      >
        <EvidenceField householdId={household.id} type={type} />
      </Form.Item>
      <ProposalFoot confirming={confirming} busy={busy} placeholder="例如：11 月 2 日病故，已注销户口" />
    </Form>
  );
}
