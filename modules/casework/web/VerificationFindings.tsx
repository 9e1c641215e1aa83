import { Form, Input, InputNumber, Radio, Select } from 'antd';
import {
  type CaseView,
  DEPARTMENT_NAMES,
  EXCLUSION_NAMES,
  GUARANTEE_NAMES,
  RESULT_NAMES,
  VerificationResult,
} from '../contract.ts';
import { RISK_OPTIONS } from './act-fields.ts';
import { RowsField } from './RowsField.tsx';

const must = (what: string) => [{ required: true, message: `请填写${what}` }];
const options = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));
const SECURE = [
  { value: 'yes', label: '有保障' },
  { value: 'no', label: '有缺项' },
  { value: 'unknown', label: '不清楚' },
];
const COPING = [
  { value: 'able', label: '能应对' },
  { value: 'partly', label: '部分能应对' },
  { value: 'unable', label: '不能应对' },
];
const CONCLUSIONS = VerificationResult.options.map((value) => ({ value, label: RESULT_NAMES[value] }));

/** Self-paid expenses, guarantees, risks, assets, own ability, conclusion. */
export function VerificationFindings({ view }: { view: CaseView }) {
  const conclusion = Form.useWatch('conclusion');
  return (
    <>
      <RowsField
        name="selfPaid"
        label="合规自付支出（元，报销和救助之后）"
        add={{ name: '医疗自付（报销救助后）', yuan: null, note: '' }}
        addText="加一项支出"
      >
        {(name) => (
          <>
            <Form.Item name={[name, 'name']} rules={must('项目')} noStyle>
              <Input aria-label="项目" maxLength={40} style={{ width: 240 }} />
            </Form.Item>
            <Form.Item name={[name, 'yuan']} rules={must('金额')} noStyle>
              <InputNumber aria-label="金额（元）" min={0} precision={2} style={{ width: 140 }} />
            </Form.Item>
            <Form.Item name={[name, 'note']} noStyle>
              <Input aria-label="说明" placeholder="说明" maxLength={100} style={{ width: 220 }} />
            </Form.Item>
          </>
        )}
      </RowsField>
      {options(GUARANTEE_NAMES).map(({ value, label }) => (
        <Form.Item key={value} label={label}>
          <div className="sw-row">
            <Form.Item name={['guarantees', value, 'secure']} noStyle>
              <Radio.Group options={SECURE} />
            </Form.Item>
            <Form.Item name={['guarantees', value, 'finding']} noStyle>
              <Input aria-label={`${label}情况`} placeholder="情况" maxLength={200} style={{ width: 300 }} />
            </Form.Item>
          </div>
        </Form.Item>
      ))}
      <RowsField name="risks" label="风险情况" add={{ finding: '' }} addText="加一项风险">
        {(name) => (
          <>
            <Form.Item name={[name, 'riskType']} rules={must('风险')} noStyle>
              <Select aria-label="风险" options={RISK_OPTIONS} style={{ width: 180 }} />
            </Form.Item>
            <Form.Item name={[name, 'finding']} rules={must('情况')} noStyle>
              <Input aria-label="情况" maxLength={200} style={{ width: 420 }} />
            </Form.Item>
          </>
        )}
      </RowsField>
      <RowsField name="assets" label="负面清单事项（只记录，须由人判断）" add={{ finding: '' }} addText="加一项">
        {(name) => (
          <>
            <Form.Item name={[name, 'item']} rules={must('事项')} noStyle>
              <Select aria-label="事项" options={options(EXCLUSION_NAMES)} style={{ width: 240 }} />
            </Form.Item>
            <Form.Item name={[name, 'finding']} rules={must('情况')} noStyle>
              <Input aria-label="情况" placeholder="情况" maxLength={200} style={{ width: 220 }} />
            </Form.Item>
            <Form.Item name={[name, 'exception']} noStyle>
              <Input aria-label="例外情形" placeholder="例外情形" maxLength={200} style={{ width: 180 }} />
            </Form.Item>
          </>
        )}
      </RowsField>
      <Form.Item name="coping" label="自主应对能力">
        <Radio.Group options={COPING} />
      </Form.Item>
      <Form.Item name="conclusion" label="核实结论" rules={must('核实结论')}>
        <Radio.Group options={CONCLUSIONS} />
      </Form.Item>
      {conclusion === 'P1.V4' && (
        <Form.Item name="departmentCode" label="跟进部门" rules={must('跟进部门')}>
          <Select options={options(DEPARTMENT_NAMES)} style={{ width: 260 }} />
        </Form.Item>
      )}
      <Form.Item
        name="reason"
        label="理由"
        rules={must('理由')}
        extra={`${view.row.headName}户能看到核实结果摘要，可以要求更正`}
      >
        <Input.TextArea rows={3} maxLength={500} showCount />
      </Form.Item>
      <Form.Item name="householdSays" label="农户的话">
        <Input.TextArea rows={2} maxLength={300} />
      </Form.Item>
      <Form.Item name="healthNote" label="健康情况（加密保存，不上公示和会议）">
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </>
  );
}
