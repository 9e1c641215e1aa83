import { Input, Select } from 'antd';
import { type ReactNode, useId } from 'react';
import type { ActCode, CaseView } from '../contract.ts';
import { RISK_OPTIONS, STEP_OPTIONS } from './act-fields.ts';
import type { Decision } from './decide-options.ts';

export type DecideFieldsProps = {
  view: CaseView;
  due: ActCode;
  decision: Decision;
  onChange: (part: Partial<Decision>) => void;
};

function Field({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <>
      <div className="sw-decision-label">
        <label htmlFor={id}>{label}</label>
      </div>
      {children(id)}
    </>
  );
}

function ReturnFields({ view, due, decision, onChange }: DecideFieldsProps) {
  const steps = STEP_OPTIONS.map((step) => ({
    ...step,
    label: `${step.label}（已退回 ${view.returns[step.value] ?? 0} 次）`,
  }));
  return (
    <>
      {due !== 'confirmVerification' && (
        <Field label="退回哪一环节">
          {(id) => (
            <Select
              id={id}
              value={decision.step}
              options={steps}
              onChange={(step) => onChange({ step })}
              style={{ width: '100%' }}
            />
          )}
        </Field>
      )}
      <Field label="需补正的内容">
        {(id) => (
          <Select
            id={id}
            mode="tags"
            open={false}
            suffixIcon={null}
            value={decision.faults}
            placeholder="每项一句话，按回车添加"
            onChange={(faults: string[]) => onChange({ faults })}
            style={{ width: '100%' }}
          />
        )}
      </Field>
    </>
  );
}

/** The fields that a choice needs: category and ranked risks to take in, step and faults to return, the spot check of the town. */
export function DecideFields(props: DecideFieldsProps) {
  const { view, due, decision, onChange } = props;
  const late = view.row.clock.day > view.row.clock.maxDays;
  if (decision.choice === 'return') return <ReturnFields {...props} />;
  if (due === 'reviewAtTown' && decision.choice !== null) {
    return (
      <Field label="到户抽查情况">
        {(id) => (
          <Input.TextArea
            id={id}
            rows={2}
            maxLength={300}
            value={decision.spotCheck}
            onChange={(event) => onChange({ spotCheck: event.target.value })}
          />
        )}
      </Field>
    );
  }
  if (due !== 'decideAtCounty' || decision.choice === null) return null;
  return (
    <>
      {decision.choice === 'agree' && (
        <>
          <Field label="对象类别">
            {(id) => (
              <Select
                id={id}
                value={decision.category}
                options={view.categories.map(({ code, label }) => ({ value: code, label }))}
                onChange={(category) => onChange({ category })}
                style={{ width: '100%' }}
              />
            )}
          </Field>
          <Field label="返贫致贫风险，按主次">
            {(id) => (
              <Select
                id={id}
                mode="multiple"
                maxCount={5}
                value={decision.risks}
                options={RISK_OPTIONS}
                onChange={(risks: string[]) => onChange({ risks: risks as Decision['risks'] })}
                style={{ width: '100%' }}
              />
            )}
          </Field>
        </>
      )}
      {late && (
        <Field label={`超期原因（已到第 ${view.row.clock.day} 天）`}>
          {(id) => (
            <Input
              id={id}
              maxLength={300}
              value={decision.lateReason}
              onChange={(event) => onChange({ lateReason: event.target.value })}
            />
          )}
        </Field>
      )}
    </>
  );
}
