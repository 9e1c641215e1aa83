import { useSession } from '@shouwang/platform/ui/session.ts';
import { Form, Input, Select } from 'antd';
import { CHANGE_TYPE, EVIDENCE_OF, isJoining } from '../codes.change.ts';
import type { ChangeType, ChangeView, Household, NewMember } from '../contract.ts';
import { useSendChange } from './change-api.ts';
import { changesOf, groupsOf } from './correction-fields.ts';
import { EvidenceField } from './EvidenceField.tsx';
import { FieldGroups } from './FieldGroups.tsx';
import { ProposalFoot, Refused } from './ProposalFoot.tsx';
import { revisionOf, typedOf } from './revision.ts';
import { useProposal } from './use-proposal.ts';

export type PeopleFormProps = { household: Household; revision: ChangeView | undefined; onDone: () => void };

type Values = {
  changeType: ChangeType;
  changeDate: string;
  changes: Record<string, unknown>;
  documentIds?: string[];
  reason: string;
  confirmed?: boolean;
};

const TYPES = Object.entries(CHANGE_TYPE.names)
  .filter(([code]) => isJoining(code))
  .map(([value, label]) => ({ value, label }));
const GROUPS = groupsOf('member');

/** Somebody joins the household on a day: who, why, with which paper. Gender and birth date follow from a sound ID number. */
export function JoinForm({ household, revision, onDone }: PeopleFormProps) {
  const [form] = Form.useForm<Values>();
  const { today } = useSession();
  const send = useSendChange(household.id);
  const { problem, confirming, busy, run, clear } = useProposal(form, { onDone });
  const type = Form.useWatch('changeType', form) ?? revision?.changeType ?? 'M11';
  const ethnicity = household.members.find((one) => one.id === household.headMemberId)?.ethnicity ?? '01';
  const typed = typedOf(revision);
  const submit = ({ changeType, changeDate, changes, documentIds = [], reason, confirmed = false }: Values) => {
    const filled = changesOf({}, changes, 'member');
    const known = 'idNumber' in filled || typed.masked.includes('joining.idNumber');
    const joining = { idType: known ? '1' : '9', ...filled } as unknown as NewMember;
    const proposal = { changeType, changeDate, reason, confirmed, documentIds, joining };
    return run(() =>
      send.mutateAsync({ version: household.version, proposal, revision: revisionOf(revision, filled) }),
    );
  };
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{
        changeType: type,
        changeDate: revision?.changeDate ?? today,
        changes: { ethnicity, isResident: true, sharesIncome: true, ...typed.changes },
        documentIds: revision?.documents.map(({ id }) => id.slice(7)) ?? [],
        reason: revision?.reason,
      }}
      onFinish={(values) => void submit(values)}
      onValuesChange={clear}
    >
      <Refused problem={problem} />
      <div className="reg-pair">
        <Form.Item name="changeType" label="增加原因" rules={[{ required: true, message: '请选原因' }]}>
          <Select options={TYPES} />
        </Form.Item>
        <Form.Item name="changeDate" label="变动日期" rules={[{ required: true, message: '请填日期' }]}>
          <Input type="date" max={today} />
        </Form.Item>
      </div>
      <FieldGroups
        groups={GROUPS}
        masks={{}}
        fresh
        optional={['gender', 'birthDate']}
        extraOf={({ name }) =>
          typed.masked.includes(`joining.${name}`)
            ? '上次填的已遮蔽，不改就留空'
            : name === 'gender' || name === 'birthDate'
              ? '填了证件号码的可不填'
              : undefined
        }
      />
      <Form.Item
        name="documentIds"
        label="佐证材料"
        {...(EVIDENCE_OF[type]
          ? { rules: [{ required: true, type: 'array', min: 1, message: `请上传${EVIDENCE_OF[type]}` }] }
          : {})}
      >
        <EvidenceField householdId={household.id} type={type} />
      </Form.Item>
      <ProposalFoot confirming={confirming} busy={busy} placeholder="例如：凭出生医学证明入户" />
    </Form>
  );
}
