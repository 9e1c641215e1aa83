import { Form, Input, InputNumber } from 'antd';
import type { ReactNode } from 'react';
import { GroupsField } from './GroupsField.tsx';
import { PeopleField } from './PeopleField.tsx';
import { SessionPhotos } from './SessionPhotos.tsx';

export type SessionCommonProps = {
  village: string;
  session: string;
  /** A case of the village, whose colleagues may have taken part. */
  first: string;
};

type FieldProps = {
  name: string;
  label: string;
  wide?: boolean;
  extra?: string;
  optional?: boolean;
  children: ReactNode;
};

function Field({ name, label, wide = false, extra, optional = false, children }: FieldProps) {
  const rules = optional ? [] : [{ required: true, message: `请填写${label}` }];
  return (
    <div id={`common-${name}`} className={wide ? 'ss-wide' : ''}>
      <Form.Item name={name} label={label} rules={rules} extra={extra}>
        {children}
      </Form.Item>
    </div>
  );
}

const QUORUM = '实到须不少于应到的规定比例（回避的不计入应到和实到），不足的表决无效';

/** What is common to all households of a meeting, filled once. */
export function SessionCommon({ village, session, first }: SessionCommonProps) {
  const photos = '会议照片和签字的会议记录';
  return (
    <div className="ss-common">
      <Field name="heldAt" label="会议时间">
        <Input type="datetime-local" />
      </Field>
      <Field name="place" label="地点">
        <Input maxLength={60} />
      </Field>
      <Field name="chair" label="主持人">
        <Input maxLength={30} />
      </Field>
      <Field name="recorder" label="记录人">
        <Input maxLength={30} />
      </Field>
      <Field name="expected" label="应到人数">
        <InputNumber min={1} max={500} precision={0} style={{ width: '100%' }} />
      </Field>
      <Field name="opinion" label="共同评议意见" extra="同意的户用这一句；不同意的逐户另写">
        <Input maxLength={300} />
      </Field>
      <Field name="groups" label="实到人员" extra={QUORUM} wide>
        <GroupsField />
      </Field>
      <Field name="participants" label="参会的有账号人员" extra="参会人员不得再审批这些户" optional wide>
        <PeopleField caseId={first} />
      </Field>
      <Field name="photoIds" label={photos} wide>
        <SessionPhotos at={{ session, area: village, step: 'EVALUATED' }} label={photos} many />
      </Field>
    </div>
  );
}
