import { onStepUpNeeded } from '@shouwang/platform/ui/step-up.ts';
import { whenOpened } from '@shouwang/platform/ui/when-opened.tsx';
import { useEffect, useState } from 'react';

const StepUpForm = whenOpened(() => import('./StepUpForm.tsx').then((m) => m.StepUpForm));

/** Asks for the six digits when the server wants them again before an act; what was waiting goes on by itself. */
export function StepUpGate() {
  const [answer, setAnswer] = useState<((given: boolean) => void) | null>(null);
  useEffect(() => onStepUpNeeded(() => new Promise<boolean>((resolve) => setAnswer(() => resolve))), []);
  if (!answer) return null;
  const end = (given: boolean) => {
    answer(given);
    setAnswer(null);
  };
  return <StepUpForm onGiven={() => end(true)} onClose={() => end(false)} />;
}
