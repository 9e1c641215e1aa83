import { Button, Input, InputNumber } from 'antd';

type Group = { role: string; count: number };
export type GroupsFieldProps = { value?: Group[]; onChange?: (groups: Group[]) => void };

/** Who was present, by kind: village representatives, committee members, team. */
export function GroupsField({ value = [], onChange }: GroupsFieldProps) {
  const set = (index: number, part: Partial<Group>) =>
    onChange?.(value.map((group, at) => (at === index ? { ...group, ...part } : group)));
  const present = value.reduce((sum, group) => sum + group.count, 0);
  return (
    <div className="sw-stack" style={{ gap: 6 }}>
      {value.map((group, index) => (
        <div key={index} className="sw-row">
          <Input
            aria-label="人员类别"
            value={group.role}
            maxLength={20}
            style={{ width: 200 }}
            onChange={(event) => set(index, { role: event.target.value })}
          />
          <InputNumber
            aria-label={`${group.role}人数`}
            value={group.count}
            min={0}
            max={500}
            precision={0}
            onChange={(count) => set(index, { count: count ?? 0 })}
          />
          <Button size="small" type="text" onClick={() => onChange?.(value.filter((_, at) => at !== index))}>
            移除
          </Button>
        </div>
      ))}
      <div className="sw-row">
        <Button size="small" onClick={() => onChange?.([...value, { role: '工作队', count: 0 }])}>
          再加一类
        </Button>
        <span className="sw-note">实到合计 {present} 人</span>
      </div>
    </div>
  );
}
