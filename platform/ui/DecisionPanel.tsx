import { Button, Input } from 'antd';
import { type FormEvent, type ReactNode, useId } from 'react';
import { Card } from './Card.tsx';
import { type Check, CheckList } from './CheckList.tsx';
import './DecisionPanel.css';
import { DueText } from './DueText.tsx';
import { asProblem } from './problem.ts';
import { type RadioCard, RadioCards } from './RadioCards.tsx';

export type DecisionPanelProps<T extends string> = {
  title: string;
  note?: string | undefined;
  daysLeft: number | null;
  /** What the system checked, before the choice. */
  checks: readonly Check[];
  options: readonly RadioCard<T>[];
  value: T | null;
  onChange: (value: T) => void;
  /** Fields that the chosen option needs. */
  children?: ReactNode;
  opinion: string;
  onOpinion: (text: string) => void;
  opinionLabel?: string | undefined;
  opinionMax?: number | undefined;
  submitText: string;
  submitting?: boolean | undefined;
  /** Why it cannot be submitted now; shown under the button. */
  blocked?: string | undefined;
  /** What submitting does. */
  hint?: string | undefined;
  error?: unknown;
  onSubmit: () => void;
};

/** The one lifted panel of a page: system checks, then the choice, then the opinion, then the act. */
export function DecisionPanel<T extends string>(props: DecisionPanelProps<T>) {
  const { opinion, opinionLabel = '意见', opinionMax = 300, blocked } = props;
  const id = useId();
  const problem = props.error ? asProblem(props.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!blocked) props.onSubmit();
  };
  return (
    <Card tone="decision" title={props.title} note={props.note} extra={<DueText daysLeft={props.daysLeft} />} flush>
      <form onSubmit={submit}>
        <div className="sw-decision-part">
          <CheckList plain label="系统检查" checks={props.checks} />
        </div>
        <div className="sw-decision-part">
          <RadioCards label={props.title} options={props.options} value={props.value} onChange={props.onChange} />
          {props.children}
          <div className="sw-decision-label">
            <label htmlFor={id}>{opinionLabel}</label>
            <span>
              {opinion.length} / {opinionMax}
            </span>
          </div>
          <Input.TextArea
            id={id}
            rows={3}
            value={opinion}
            maxLength={opinionMax}
            onChange={(event) => props.onOpinion(event.target.value)}
          />
          {problem && (
            <p role="alert" className="sw-decision-error">
              {problem.detail || problem.title}
            </p>
          )}
          <Button
            type="primary"
            htmlType="submit"
            block
            size="large"
            disabled={Boolean(blocked)}
            loading={props.submitting ?? false}
          >
            {props.submitText}
          </Button>
          {(blocked || props.hint) && <p className="sw-note sw-decision-hint">{blocked ?? props.hint}</p>}
        </div>
      </form>
    </Card>
  );
}
