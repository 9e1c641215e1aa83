import { showProblems } from '@shouwang/platform/ui/form-problems.ts';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import type { ProblemError } from '@shouwang/platform/ui/problem.ts';
import { useSession } from '@shouwang/platform/ui/session.ts';
import { App, Checkbox, Form, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import type { Household, NewIncomeItem } from '../contract.ts';
import { EXPENSE_CATEGORY, EXPENSE_ITEM, INCOME_CATEGORY, INCOME_ITEM } from '../income-codes.ts';
import { useAddIncome } from './api.ts';

type Values = {
  item: string;
  amount: number;
  from: string;
  to: string;
  memberId?: string;
  source: 'declared' | 'estimated';
  isOneOff?: boolean;
  purposeBound?: boolean;
};

const group = (
  direction: 'in' | 'out',
  items: Readonly<Record<string, { name: string; category: string }>>,
  categories: Readonly<Record<string, string>>,
) =>
  Object.entries(categories).map(([category, label]) => ({
    label,
    options: Object.entries(items)
      .filter(([, item]) => item.category === category)
      .map(([code, item]) => ({ value: `${direction}:${code}`, label: item.name })),
  }));
const ITEMS = [...group('in', INCOME_ITEM, INCOME_CATEGORY), ...group('out', EXPENSE_ITEM, EXPENSE_CATEGORY)];

function toItem(values: Values): NewIncomeItem {
  const [direction, itemCode] = values.item.split(':') as ['in' | 'out', string];
  return {
    direction,
    itemCode,
    amountFen: Math.round(values.amount * 100),
    occurredFrom: values.from,
    occurredTo: values.to,
    memberId: values.memberId ?? null,
    source: values.source,
    departmentCode: null,
    isOneOff: values.isOneOff ?? false,
    purposeBound: values.purposeBound ?? false,
    sourceRef: null,
  };
}

const required = (message: string) => [{ required: true, message }];

/** Adds one line of income or expense; a wrong one is reversed later, never changed. */
export function IncomeForm({ household, onClose }: { household: Household; onClose: () => void }) {
  const [form] = Form.useForm<Values>();
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const { today } = useSession();
  const { message } = App.useApp();
  const add = useAddIncome(household.id);
  const month = `${today.slice(0, 7)}-01`;
  const submit = async (values: Values) => {
    try {
      await add.mutateAsync(toItem(values));
      void message.success('已录入');
      onClose();
    } catch (error) {
      setProblem(showProblems(form, error));
    }
  };
  return (
    <Modal
      open
      title="录入收支"
      okText="录入"
      cancelText="取消"
      confirmLoading={add.isPending}
      onOk={form.submit}
      onCancel={onClose}
      width={520}
    >
      {problem && <Note tone="bad">{problem.detail || problem.title}</Note>}
      <Form
        form={form}
        layout="vertical"
        initialValues={{ from: month, to: today, source: 'declared' }}
        onFinish={(values) => void submit(values)}
      >
        <Form.Item name="item" label="项目" rules={required('请选项目')}>
          <Select showSearch={{ optionFilterProp: 'label' }} options={ITEMS} placeholder="工资、种植、医疗自付……" />
        </Form.Item>
        <div className="reg-pair">
          <Form.Item name="amount" label="金额（元）" rules={required('只填数字，例如 6320.00')}>
            <InputNumber min={0} max={1_000_000_000} precision={2} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="memberId" label="成员">
            <Select
              allowClear
              placeholder="全户"
              options={household.members
                .filter((one) => one.memberStatus === 'current')
                .map((one) => ({ value: one.id, label: one.name }))}
            />
          </Form.Item>
          <Form.Item name="from" label="发生起" rules={required('请选日期')}>
            <Input type="date" max={today} />
          </Form.Item>
          <Form.Item name="to" label="发生止" rules={required('请选日期')}>
            <Input type="date" max={today} />
          </Form.Item>
        </div>
        <Form.Item name="source" label="来源">
          <Select
            options={[
              { value: 'declared', label: '农户自报' },
              { value: 'estimated', label: '村级估算' },
            ]}
          />
        </Form.Item>
        <div className="sw-row">
          <Form.Item name="isOneOff" valuePropName="checked" noStyle>
            <Checkbox>一次性</Checkbox>
          </Form.Item>
          <Form.Item name="purposeBound" valuePropName="checked" noStyle>
            <Checkbox>专项用途</Checkbox>
          </Form.Item>
        </div>
      </Form>
    </Modal>
  );
}
