import { Form, Select } from 'antd';
import { nameOf, RELATION } from '../codes.ts';
import type { Household, MemberChanges } from '../contract.ts';

export type HeadFieldsProps = { household: Household; leavingId: string | null; required: boolean };
export type HeadValues = { newHeadId?: string; relations?: Record<string, NonNullable<MemberChanges['relation']>> };

const RELATIONS = Object.entries(RELATION.names)
  .filter(([value]) => value !== '1')
  .map(([value, label]) => ({ value, label }));

const stayingOf = (household: Household, leavingId: string | null) =>
  household.members.filter((one) => one.memberStatus === 'current' && one.id !== leavingId);

/** The relations that follow from a new head: his own, and everybody's to him. */
export function relationsOf(household: Household, leavingId: string | null, { newHeadId, relations = {} }: HeadValues) {
  if (!newHeadId) return [];
  return stayingOf(household, leavingId).flatMap((one) => {
    const relation = one.id === newHeadId ? '1' : relations[one.id];
    return relation === undefined ? [] : [{ memberId: one.id, changes: { relation } }];
  });
}

/** Who is the head from now on, and what everybody is to the new head. */
export function HeadFields({ household, leavingId, required }: HeadFieldsProps) {
  const newHeadId: string | undefined = Form.useWatch('newHeadId');
  const staying = stayingOf(household, leavingId);
  const candidates = staying.filter((one) => one.id !== household.headMemberId);
  return (
    <fieldset className="reg-group">
      <legend>新户主</legend>
      <Form.Item
        name="newHeadId"
        label="新户主"
        {...(required
          ? { rules: [{ required: true, message: '请选新户主' }] }
          : { extra: '户主去世的，可以在宽限期内另行提出' })}
      >
        <Select
          allowClear={!required}
          placeholder="选一名成员"
          options={candidates.map((one) => ({
            value: one.id,
            label: `${one.name}（${nameOf(RELATION, one.relation)}）`,
          }))}
        />
      </Form.Item>
      {newHeadId && (
        <div className="reg-pair">
          {staying
            .filter((one) => one.id !== newHeadId)
            .map((one) => (
              <Form.Item
                key={one.id}
                name={['relations', one.id]}
                label={`${one.name}与新户主关系`}
                rules={[{ required: true, message: '请选关系' }]}
              >
                <Select
                  showSearch={{ optionFilterProp: 'label' }}
                  placeholder={`原为${nameOf(RELATION, one.relation)}`}
                  options={RELATIONS}
                />
              </Form.Item>
            ))}
        </div>
      )}
    </fieldset>
  );
}
