import { useSession } from '@shouwang/platform/ui/session.ts';
import { Form, Input } from 'antd';
import { useSendChange } from './change-api.ts';
import { HeadFields, type HeadValues, relationsOf } from './HeadFields.tsx';
import { headValuesOf } from './head-values.ts';
import type { PeopleFormProps } from './JoinForm.tsx';
import { ProposalFoot, Refused } from './ProposalFoot.tsx';
import { revisionOf } from './revision.ts';
import { useProposal } from './use-proposal.ts';

type Values = HeadValues & { changeDate: string; reason: string; confirmed?: boolean };

/** Another head from a day on, and everybody's relation to him. */
export function HeadForm({ household, revision, onDone }: PeopleFormProps) {
  const [form] = Form.useForm<Values>();
  const { today } = useSession();
  const send = useSendChange(household.id);
  const { problem, confirming, busy, run, clear } = useProposal(form, { onDone });
  const submit = ({ changeDate, reason, confirmed = false, ...values }: Values) => {
    const members = relationsOf(household, null, values);
    const proposal = { changeType: 'H5' as const, changeDate, reason, confirmed, members };
    return run(() => send.mutateAsync({ version: household.version, proposal, revision: revisionOf(revision, {}) }));
  };
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ changeDate: revision?.changeDate ?? today, reason: revision?.reason, ...headValuesOf(revision) }}
      onFinish={(values) => void submit(values)}
      onValuesChange={clear}
    >
      <Refused problem={problem} />
      <Form.Item name="changeDate" label="变动日期" rules={[{ required: true, message: '请填日期' }]}>
        <Input type="date" max={today} />
      </Form.Item>
      <HeadFields household={household} leavingId={null} required />
      <ProposalFoot confirming={confirming} busy={busy} placeholder="例如：原户主年迈，家庭商定由长子任户主" />
    </Form>
  );
}
