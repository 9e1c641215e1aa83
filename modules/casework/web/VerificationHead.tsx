import { Form, Input, Radio } from 'antd';
import type { CaseView } from '../contract.ts';
import { PeopleField } from './PeopleField.tsx';
import { UploadField } from './UploadField.tsx';

const must = (what: string) => [{ required: true, message: `请填写${what}` }];

/** Who visited, when, where; photographs and how the household signed. */
export function VerificationHead({ view }: { view: CaseView }) {
  const mode = Form.useWatch('signMode');
  return (
    <>
      <Form.Item
        name="team"
        label="核实人员"
        rules={must('核实人员')}
        extra={`不少于 ${view.pack.minPersons} 人，都要到场，您本人须在内`}
      >
        <PeopleField caseId={view.row.id} />
      </Form.Item>
      <div className="sw-row">
        <Form.Item name="startedAt" label="开始时间" rules={must('开始时间')}>
          <Input type="datetime-local" />
        </Form.Item>
        <Form.Item name="endedAt" label="结束时间" rules={must('结束时间')}>
          <Input type="datetime-local" />
        </Form.Item>
        <Form.Item name="place" label="地点" rules={must('地点')}>
          <Input maxLength={60} style={{ width: 260 }} />
        </Form.Item>
      </div>
      <Form.Item name="photoIds" label="现场照片" rules={must('现场照片')}>
        <UploadField caseId={view.row.id} step="VERIFYING" kind="photo" many label="现场、住房、票据照片" />
      </Form.Item>
      <div className="sw-row">
        <Form.Item name="signMode" label="农户签字">
          <Radio.Group
            options={[
              { value: 'signature', label: '签名' },
              { value: 'fingerprint', label: '捺印' },
              { value: 'voice', label: '语音' },
              { value: 'proxy', label: '代签' },
            ]}
          />
        </Form.Item>
        {mode === 'proxy' && (
          <Form.Item name="proxy" label="代签人" rules={must('代签人')}>
            <Input maxLength={30} />
          </Form.Item>
        )}
      </div>
    </>
  );
}
