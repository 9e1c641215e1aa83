import { Form } from 'antd';
import { CorrectionControl } from './CorrectionControl.tsx';
import type { FieldGroup, FieldSpec } from './correction-fields.ts';

export type FieldGroupsProps = {
  groups: readonly FieldGroup[];
  masks: Readonly<Record<string, string | undefined>>;
  /** What stands under a field. */
  extraOf?: (spec: FieldSpec) => string | undefined;
  /** Fields that need not be filled although they are elsewhere. */
  optional?: readonly string[];
  /** Of somebody who is not registered yet. */
  fresh?: boolean;
};

/** The fields of a form in their groups, under the names `changes.<field>`. */
export function FieldGroups({ groups, masks, extraOf, optional = [], fresh = false }: FieldGroupsProps) {
  return groups.map((group) => (
    <fieldset key={group.title} className="reg-group">
      <legend>{group.title}</legend>
      <div className="reg-pair">
        {group.fields.map((spec) => {
          const extra = extraOf?.(spec);
          const required = spec.required && !optional.includes(spec.name);
          return (
            <Form.Item
              key={spec.name}
              name={['changes', spec.name]}
              label={spec.label}
              {...(required ? { rules: [{ required: true, message: `请填${spec.label}` }] } : {})}
              {...(extra ? { extra } : {})}
            >
              <CorrectionControl spec={spec} mask={masks[spec.name]} fresh={fresh} />
            </Form.Item>
          );
        })}
      </div>
    </fieldset>
  ));
}
