import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DueText } from '@shouwang/platform/ui/DueText.tsx';
import { Facts } from '@shouwang/platform/ui/Facts.tsx';
import { showProblems } from '@shouwang/platform/ui/form-problems.ts';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { asProblem, type ProblemError } from '@shouwang/platform/ui/problem.ts';
import { RowsSkeleton } from '@shouwang/platform/ui/RowsSkeleton.tsx';
import { useSession } from '@shouwang/platform/ui/session.ts';
import { App, Button, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import type { AskedPerson } from '../contract.asked.ts';
import type { DepartmentRequestView } from '../contract.ts';
import { AskedNumber } from './AskedNumber.tsx';
import { type AnswerValues, toAnswer } from './answer-values.ts';
import { useAct } from './api.ts';
import { useAskedPerson } from './asked-api.ts';
import { ExclusionField } from './ExclusionField.tsx';

const NOTHING = '无记录';

type AnswerFormProps = { request: DepartmentRequestView; person: AskedPerson };

function AnswerForm({ request, person }: AnswerFormProps) {
  const [form] = Form.useForm<AnswerValues>();
  const { today } = useSession();
  const { message } = App.useApp();
  const act = useAct(request.caseId);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const found = Form.useWatch('found', form) ?? false;
  const send = async (values: AnswerValues) => {
    try {
      const input = toAnswer(values, request.key);
      await act.mutateAsync({ act: 'answerComparison', version: request.version, input });
      void message.success('已回复');
    } catch (error) {
      showProblems(form, error);
      setProblem(asProblem(error));
    }
  };
  const turn = (has: boolean) => {
    const receipt: string = form.getFieldValue('receipt') ?? '';
    if (has && receipt === NOTHING) form.setFieldValue('receipt', '');
    if (!has && receipt.trim() === '') form.setFieldValue('receipt', NOTHING);
  };
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ found: false, receipt: NOTHING, dataDate: today }}
      onFinish={send}
    >
      {problem && <Note tone="bad">{problem.detail || problem.title}</Note>}
      <Form.Item name="found" label="是否有记录">
        <Radio.Group
          onChange={(event) => turn(event.target.value === true)}
          options={[
            { value: false, label: NOTHING },
            { value: true, label: '有记录' },
          ]}
        />
      </Form.Item>
      <Form.Item
        name="receipt"
        label="回执"
        rules={[{ required: true, message: '请用一句话说明，例如：小型货车 1 辆，2021 年登记' }]}
      >
        <Input.TextArea rows={3} maxLength={200} showCount />
      </Form.Item>
      {found && <ExclusionField offers={person.offers} />}
      <Form.Item name="dataDate" label="数据日期" rules={[{ required: true, message: '请填数据截至哪一天' }]}>
        <Input type="date" max={today} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={act.isPending}>
        提交回执
      </Button>
    </Form>
  );
}

/** A department answers: about whom, whether it has a record, in one line, as of which day, and whether it is an item of the negative list. */
export function AnswerCard({ request }: { request: DepartmentRequestView }) {
  const person = useAskedPerson(request.caseId, request.key);
  return (
    <Card tone="decision" title="回复比对" note="由本部门办理" extra={<DueText daysLeft={request.daysLeft} />}>
      {person.data ? (
        <>
          <Facts
            facts={[
              { label: '姓名', value: person.data.memberName },
              {
                label: '证件号码',
                value: <AskedNumber caseId={request.caseId} requestKey={request.key} mask={person.data.idMask} />,
              },
            ]}
          />
          <p className="sw-note" style={{ margin: '8px 0 16px' }}>
            查看证件号码会记入审计，本人可以知道谁看过。
          </p>
          <AnswerForm request={request} person={person.data} />
        </>
      ) : person.error ? (
        <Note tone="bad">{asProblem(person.error).detail || asProblem(person.error).title}</Note>
      ) : (
        <RowsSkeleton rows={6} height={36} />
      )}
    </Card>
  );
}
