import { Button, Form, Input, InputNumber, Select } from 'antd';
import type { VerificationDraft } from '../contract.ts';
import { incomeSum, type VisitValues } from './visit-values.ts';

const CATEGORIES = [
  { value: '1', label: '工资性' },
  { value: '2', label: '经营性' },
  { value: '3', label: '财产性' },
  { value: '4', label: '转移性' },
  { value: 'cost', label: '经营支出' },
];
const BASES = ['核对', '自报', '估算'].map((value) => ({ value, label: value }));
const month = (period: string) => `${period.slice(0, 4)}-${period.slice(4)}`;
const words = (yuan: number) => yuan.toLocaleString('zh-CN', { maximumFractionDigits: 2 });

function Sum({ draft }: { draft: VerificationDraft }) {
  const lines: VisitValues['lines'] = Form.useWatch('lines') ?? [];
  const { net, perHead } = incomeSum(lines, draft.sharing);
  // Without a line of income nothing is known; costs alone do not make it nought.
  const known = perHead !== null && lines.some((one) => one?.category && one.category !== 'cost');
  return (
    <div className="cw-sum">
      <span>家庭纯收入 {known ? `${words(net)} 元` : '未知'}</span>
      <span>共同生活 {draft.sharing} 人</span>
      <b>人均 {known ? `${words(perHead)} 元` : '未知'}</b>
      <span className="sw-note">参考线 {words(draft.lineFen / 100)} 元，不是硬杠</span>
    </div>
  );
}

/** The income statement of the visit, filled in from the ledger and the departments; the sum is shown as it is typed. */
export function IncomeLinesField({ draft }: { draft: VerificationDraft }) {
  return (
    <Form.Item
      label={`收支核算（${month(draft.period.from)} 至 ${month(draft.period.to)}）`}
      extra="有部门数据的逐项核对；自付医疗、教育支出填在下面，不从收入中扣减"
    >
      <Form.List name="lines">
        {(rows, { add, remove }) => (
          <>
            <table className="cw-lines" aria-label="收支核算">
              <thead>
                <tr>
                  <th style={{ width: 110 }} scope="col">
                    类别
                  </th>
                  <th scope="col">项目</th>
                  <th style={{ width: 130 }} scope="col">
                    金额（元）
                  </th>
                  <th style={{ width: 130 }} scope="col">
                    来源
                  </th>
                  <th style={{ width: 90 }} scope="col">
                    依据
                  </th>
                  <th style={{ width: 140 }} scope="col">
                    截至
                  </th>
                  <th scope="col">
                    <span className="sw-hidden">移除</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ key, name }) => (
                  <tr key={key}>
                    <td>
                      <Form.Item name={[name, 'category']}>
                        <Select aria-label="类别" options={CATEGORIES} />
                      </Form.Item>
                    </td>
                    <td>
                      <Form.Item name={[name, 'name']} rules={[{ required: true, message: '填项目名称' }]}>
                        <Input aria-label="项目" maxLength={40} />
                      </Form.Item>
                    </td>
                    <td>
                      <Form.Item name={[name, 'yuan']} rules={[{ required: true, message: '填金额' }]}>
                        <InputNumber aria-label="金额（元）" min={0} precision={2} style={{ width: '100%' }} />
                      </Form.Item>
                    </td>
                    <td>
                      <Form.Item name={[name, 'source']} rules={[{ required: true, message: '填来源' }]}>
                        <Input aria-label="来源" maxLength={40} />
                      </Form.Item>
                    </td>
                    <td>
                      <Form.Item name={[name, 'basis']}>
                        <Select aria-label="依据" options={BASES} />
                      </Form.Item>
                    </td>
                    <td>
                      <Form.Item name={[name, 'asOf']} rules={[{ required: true, message: '填日期' }]}>
                        <Input aria-label="截至" type="date" />
                      </Form.Item>
                    </td>
                    <td>
                      <Button type="text" size="small" onClick={() => remove(name)}>
                        移除
                      </Button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            <Button
              size="small"
              onClick={() => add({ category: '1', name: '', yuan: null, source: '农户自报', basis: '自报' })}
            >
              加一项
            </Button>
          </>
        )}
      </Form.List>
      <Sum draft={draft} />
    </Form.Item>
  );
}
