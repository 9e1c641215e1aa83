import { type ReactNode, useState } from 'react';
import { whenOpened } from './when-opened.tsx';

export type ReasonModalProps = {
  open: boolean;
  title: string;
  /** What is asked for; 事由 when left out. */
  label?: string | undefined;
  /** What the act does, and that it is recorded. */
  description?: ReactNode;
  /** Usual reasons, one click each. */
  presets?: readonly string[] | undefined;
  minLength?: number | undefined;
  maxLength?: number | undefined;
  okText?: string | undefined;
  danger?: boolean | undefined;
  /** Does the act. A thrown refusal is shown and the text is kept. */
  onSubmit: (reason: string) => Promise<unknown>;
  onClose: () => void;
};

const ReasonForm = whenOpened(() => import('./ReasonForm.tsx').then((m) => m.ReasonForm));

/** Asks for a reason before an act that is recorded: unmask, withdraw, close, pause. */
export function ReasonModal(props: ReasonModalProps) {
  const [asked, setAsked] = useState(props.open);
  if (props.open && !asked) setAsked(true);
  return asked || props.open ? <ReasonForm {...props} /> : null;
}
