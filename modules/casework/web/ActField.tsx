import { Checkbox, Form, Input, InputNumber, Radio, Select } from 'antd';
import type { CaseView } from '../contract.ts';
import type { ActField as Spec } from './act-fields.ts';
import { GroupsField } from './GroupsField.tsx';
import { PeopleField } from './PeopleField.tsx';
import { UploadField } from './UploadField.tsx';

/** Few options stand open, many fold into a list. */
const OPEN_OPTIONS = 4;

function Control({
  spec,
  view,
  ...given
}: {
  spec: Spec;
  view: CaseView;
  value?: never;
  onChange?: never;
  id?: string;
}) {
  const options = [...(spec.options ?? [])];
  switch (spec.kind) {
    case 'area':
      return <Input.TextArea {...given} rows={3} maxLength={spec.max ?? 500} showCount />;
    case 'count':
      return <InputNumber {...given} min={0} max={500} precision={0} style={{ width: 160 }} />;
    case 'day':
      return <Input {...given} type="date" style={{ width: 200 }} />;
    case 'moment':
      return <Input {...given} type="datetime-local" style={{ width: 240 }} />;
    case 'choice':
      return options.length <= OPEN_OPTIONS ? (
        <Radio.Group {...given} options={options} />
      ) : (
        <Select {...given} options={options} />
      );
    case 'choices':
      return <Checkbox.Group {...given} options={options} />;
    case 'names':
      return <Select {...given} mode="tags" open={false} suffixIcon={null} tokenSeparators={['，', '、', ',']} />;
    case 'people':
      return <PeopleField {...given} caseId={view.row.id} />;
    case 'team':
      return <PeopleField {...given} caseId={view.row.id} free />;
    case 'groups':
      return <GroupsField {...given} />;
    case 'file':
    case 'files':
      return (
        <UploadField
          {...given}
          caseId={view.row.id}
          step={spec.step ?? 'VERIFYING'}
          kind={spec.fileKind ?? 'photo'}
          many={spec.kind === 'files'}
          label={spec.label}
        />
      );
    default:
      return <Input {...given} maxLength={spec.max ?? 60} />;
  }
}

/** What is to be done with a field that was left empty; the others are filled in. */
const VERBS: Readonly<Partial<Record<Spec['kind'], string>>> = {
  file: '请上传',
  files: '请上传',
  choice: '请选择',
  choices: '请选择',
  people: '请选择',
  team: '请选择',
};

/** One field of an act, with its label, hint and control. */
export function ActField({ spec, view }: { spec: Spec; view: CaseView }) {
  const required = spec.optional ? [] : [{ required: true, message: `${VERBS[spec.kind] ?? '请填写'}${spec.label}` }];
  return (
    <Form.Item name={spec.name} label={spec.label} extra={spec.hint} rules={required}>
      <Control spec={spec} view={view} />
    </Form.Item>
  );
}
