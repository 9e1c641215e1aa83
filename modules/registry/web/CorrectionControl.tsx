import { useSession } from '@shouwang/platform/ui/session.ts';
import { Input, InputNumber, Select } from 'antd';
import type { FieldSpec } from './correction-fields.ts';

const YES_NO = [
  { value: true, label: '是' },
  { value: false, label: '否' },
];

/** The input of one field; a number that is kept shows its mask and stays when left empty. */
export function CorrectionControl({
  spec,
  mask,
  fresh = false,
  ...given
}: {
  spec: FieldSpec;
  mask: string | undefined;
  /** Nothing is registered yet. */
  fresh?: boolean;
  id?: string;
  value?: never;
  onChange?: never;
  disabled?: boolean;
}) {
  const { today } = useSession();
  const options = spec.table && Object.entries(spec.table.names).map(([value, label]) => ({ value, label }));
  const empty = fresh && spec.required ? '请填写' : '未知';
  switch (spec.kind) {
    case 'flag':
      return <Select {...given} allowClear={!spec.required} placeholder={empty} options={YES_NO} />;
    case 'code':
      return (
        <Select
          {...given}
          allowClear={!spec.required}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={empty}
          options={options ?? []}
        />
      );
    case 'codes':
      return <Select {...given} mode="multiple" placeholder={fresh ? '未知' : '不改就留空'} options={options ?? []} />;
    case 'number':
    case 'money':
      return (
        <InputNumber
          {...given}
          {...(spec.kind === 'money' ? {} : { min: 0 })}
          placeholder={empty}
          style={{ width: '100%' }}
        />
      );
    case 'day':
      return <Input {...given} type="date" max={today} />;
    case 'sealed':
      return <Input {...given} placeholder={mask ? `${mask}，不改就留空` : '未登记'} autoComplete="off" />;
    default:
      return <Input {...given} maxLength={200} placeholder={empty} />;
  }
}
