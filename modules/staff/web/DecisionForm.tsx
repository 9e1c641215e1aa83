import { asProblem } from '@shouwang/platform/ui/problem.ts';
import { App, Button, Input } from 'antd';
import { useId, useState } from 'react';

type Answer = { approve: boolean; opinion: string };
type Props = {
  /** The two answers on the buttons: `同意`, `不同意`. */
  words: { yes: string; no: string };
  /** What is said when it is done. */
  done: { yes: string; no: string };
  /** What becomes of the answer, under the buttons. */
  note: string;
  decide: (answer: Answer) => Promise<unknown>;
  onClose: () => void;
};

/** Another person's answer to a request: yes, or no with a reason. */
export function DecisionForm({ words, done, note, decide, onClose }: Props) {
  const { message } = App.useApp();
  const [opinion, setOpinion] = useState('');
  const [saying, setSaying] = useState<'yes' | 'no' | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const id = useId();
  // Awaited, not a callback: a decided request leaves the list and takes the drawer with it.
  const say = async (answer: 'yes' | 'no') => {
    setSaying(answer);
    setRefused(null);
    try {
      await decide({ approve: answer === 'yes', opinion: opinion.trim() });
    } catch (error) {
      const problem = asProblem(error);
      setRefused(problem.detail || problem.title);
      return;
    } finally {
      setSaying(null);
    }
    void message.success(done[answer]);
    onClose();
  };
  const silent = opinion.trim().length < 2;
  return (
    <div className="sw-stack">
      <div className="sw-stack" style={{ gap: 6 }}>
        <label htmlFor={id}>意见（{words.no}时必填）</label>
        <Input.TextArea
          id={id}
          rows={2}
          value={opinion}
          maxLength={200}
          showCount
          onChange={(event) => setOpinion(event.target.value)}
        />
      </div>
      {refused && (
        <p role="alert" className="sw-field-error">
          {refused}
        </p>
      )}
      <div className="sw-row" style={{ marginTop: 8 }}>
        <Button type="primary" loading={saying === 'yes'} disabled={saying === 'no'} onClick={() => void say('yes')}>
          {words.yes}
        </Button>
        <Button
          danger
          disabled={silent || saying === 'yes'}
          title={silent ? '先写明理由' : ''}
          loading={saying === 'no'}
          onClick={() => void say('no')}
        >
          {words.no}
        </Button>
      </div>
      <p className="sw-note">{note}</p>
    </div>
  );
}
