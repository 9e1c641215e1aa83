import { type ReactNode, useId } from 'react';
import './DecisionPanel.css';

export type RadioCard<T extends string> = {
  value: T;
  title: string;
  note?: ReactNode;
  /** Why it cannot be chosen. */
  disabled?: string | undefined;
};
export type RadioCardsProps<T extends string> = {
  label: string;
  options: readonly RadioCard<T>[];
  value: T | null;
  onChange: (value: T) => void;
};

/** Exclusive choices as cards, each with what it leads to. Native radios: arrow keys work. */
export function RadioCards<T extends string>({ label, options, value, onChange }: RadioCardsProps<T>) {
  const name = useId();
  return (
    <fieldset className="sw-cards">
      <legend className="sw-hidden">{label}</legend>
      {options.map((option) => (
        <label key={option.value} className="sw-choice">
          <input
            type="radio"
            name={name}
            checked={value === option.value}
            disabled={Boolean(option.disabled)}
            onChange={() => onChange(option.value)}
          />
          <span>
            <b>{option.title}</b>
            {(option.disabled ?? option.note) && <span className="sw-note">{option.disabled ?? option.note}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
