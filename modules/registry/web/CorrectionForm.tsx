import { showProblems } from '@shouwang/platform/ui/form-problems.ts';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { asProblem, ProblemError } from '@shouwang/platform/ui/problem.ts';
import { useSession } from '@shouwang/platform/ui/session.ts';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { Household } from '../contract.ts';
import type { Correction, Subject } from './api.ts';
import { changesOf, type FieldSpec, groupsOf, valuesOf, wordsOf } from './correction-fields.ts';
import { useMasks } from './use-masks.ts';
import type { Offer } from './words.ts';
import './words.css';

export type CorrectionFormProps = {
  household: Household;
  subject: Subject;
  /** Whether the post may correct what the county keeps to itself. */
  countyFields: boolean;
  onSend: (correction: Correction) => Promise<void>;
  onStale: (correction: Correction) => Promise<void>;
};

const UNCHANGED = new ProblemError({
  code: 'nothing-to-change',
  title: '没有改动',
  detail: '没有改动任何一项。',
  fields: [],
  requestId: null,
  status: 422,
});

const YES_NO = [
  { value: true, label: '是' },
  { value: false, label: '否' },
];

function Control({
  spec,
  mask,
  ...given
}: {
  spec: FieldSpec;
  mask: string | undefined;
  id?: string;
  value?: never;
  onChange?: never;
  disabled: boolean;
}) {
  const { today } = useSession();
  const options = spec.table && Object.entries(spec.table.names).map(([value, label]) => ({ value, label }));
  switch (spec.kind) {
    case 'flag':
      return <Select {...given} allowClear={!spec.required} placeholder="未知" options={YES_NO} />;
    case 'code':
      return (
        <Select
          {...given}
          allowClear={!spec.required}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="未知"
          options={options ?? []}
        />
      );
    case 'codes':
      return <Select {...given} mode="multiple" placeholder="不改就留空" options={options ?? []} />;
    case 'number':
    case 'money':
      return (
        <InputNumber
          {...given}
          {...(spec.kind === 'money' ? {} : { min: 0 })}
          placeholder="未知"
          style={{ width: '100%' }}
        />
      );
    case 'day':
      return <Input {...given} type="date" max={today} />;
    case 'sealed':
      return <Input {...given} placeholder={mask ? `${mask}，不改就留空` : '未登记'} autoComplete="off" />;
    default:
      return <Input {...given} maxLength={200} placeholder="未知" />;
  }
}

function offerWords({ changes, from }: Offer): string {
  return Object.keys(changes).length > 0
    ? `已按${from} 填好改动的项和事由，核对后再提交；不对可以改。`
    : `${from} 的记录不能直接填入，请对照残疾人证填证号和健康状况；事由已填好，可以改。`;
}

/** The fields of a household or a member with their present values; only what was changed is sent, with one reason. */
export function CorrectionForm({ household, subject, countyFields, onSend, onStale }: CorrectionFormProps) {
  const [form] = Form.useForm<Record<string, unknown>>();
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const [busy, setBusy] = useState(false);
  const before = useMemo(() => valuesOf(household, subject.memberId), [household, subject.memberId]);
  const offer = subject.offer;
  const masks = useMasks(household, subject.memberId);
  const offered = Object.keys(offer?.changes ?? {})[0];
  useEffect(() => {
    if (offered) form.scrollToField(['changes', offered], { block: 'center' });
  }, [form, offered]);

  const submit = async ({ reason, changes: typed }: { reason?: string; changes?: Record<string, unknown> }) => {
    const changes = changesOf(before, typed ?? {}, subject.memberId);
    if (Object.keys(changes).length === 0) return setProblem(UNCHANGED);
    const correction = { memberId: subject.memberId, version: household.version, reason: reason ?? '', changes };
    setBusy(true);
    try {
      await onSend(correction);
    } catch (error) {
      if (asProblem(error).status === 412)
        await onStale(correction).catch((second: unknown) => setProblem(asProblem(second)));
      else setProblem(showProblems(form, error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ changes: { ...before, ...offer?.changes }, reason: offer?.reason }}
      onFinish={(values) => void submit(values)}
      onValuesChange={() => setProblem(null)}
    >
      {offer && (
        <div className="reg-offer">
          <Note>{offerWords(offer)}</Note>
        </div>
      )}
      {problem && <Note tone="bad">{problem.detail || problem.title}</Note>}
      {groupsOf(subject.memberId).map((group) => (
        <fieldset key={group.title} className="reg-group">
          <legend>{group.title}</legend>
          <div className="reg-pair">
            {group.fields.map((spec) => {
              const closed = spec.county === true && !countyFields;
              return (
                <Form.Item
                  key={spec.name}
                  name={['changes', spec.name]}
                  label={spec.label}
                  {...(spec.required ? { rules: [{ required: true, message: `请填${spec.label}` }] } : {})}
                  {...(closed ? { extra: '由县级更正' } : {})}
                  {...(offer && spec.name in offer.changes
                    ? { extra: `按${offer.from} 填入，登记原为 ${wordsOf(spec, before[spec.name])}` }
                    : {})}
                >
                  <Control spec={spec} mask={masks[spec.name]} disabled={closed} />
                </Form.Item>
              );
            })}
          </div>
        </fieldset>
      ))}
      <Form.Item
        name="reason"
        label="更正事由"
        rules={[{ required: true, min: 4, whitespace: true, message: '请写明事由，至少 4 个字' }]}
      >
        <Input.TextArea rows={2} maxLength={300} showCount placeholder="例如：入户核对户口簿后更正" />
      </Form.Item>
      <div className="reg-foot">
        <span className="sw-note">改动会留下原值、新值、事由和更正人；写入第 {household.version + 1} 版。</span>
        <Button type="primary" htmlType="submit" loading={busy}>
          提交更正
        </Button>
      </div>
    </Form>
  );
}
