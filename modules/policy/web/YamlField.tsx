import { useId, useRef } from 'react';
import type { PackProblemView } from '../contract.versions.ts';

export type YamlFieldProps = {
  label: string;
  value: string;
  problems?: readonly PackProblemView[] | undefined;
  onChange?: ((value: string) => void) | undefined;
  /** Gives the act that puts the cursor on a line and column. */
  onReady?: ((go: (line: number, column: number) => void) => void) | undefined;
};

const LINE_HEIGHT = 20;

/** Where a line and column stand in a text. */
function offsetOf(text: string, line: number, column: number): number {
  const lines = text.split('\n');
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  return Math.min(text.length, before + Math.min(column - 1, lines[line - 1]?.length ?? 0));
}

/** A text with line numbers; lines at fault are marked. Without `onChange` it is read only. */
export function YamlField({ label, value, problems = [], onChange, onReady }: YamlFieldProps) {
  const id = useId();
  const gutter = useRef<HTMLDivElement>(null);
  const bad = new Set(problems.map(({ line }) => line));
  const attach = (area: HTMLTextAreaElement | null) => {
    if (!area || !onReady) return;
    onReady((line, column) => {
      const at = offsetOf(area.value, line, column);
      area.focus();
      area.setSelectionRange(at, at);
      area.scrollTop = Math.max(0, (line - 4) * LINE_HEIGHT);
    });
  };
  return (
    <div className="pol-yaml">
      <label htmlFor={id}>{label}</label>
      <div className="pol-yaml-box">
        <div ref={gutter} className="pol-yaml-lines sw-mono" aria-hidden="true">
          {value.split('\n').map((_, i) => (
            <div key={i} className={bad.has(i + 1) ? 'pol-yaml-bad' : ''}>
              {i + 1}
            </div>
          ))}
        </div>
        <textarea
          ref={attach}
          id={id}
          className="sw-mono"
          value={value}
          readOnly={!onChange}
          spellCheck={false}
          wrap="off"
          onChange={(event) => onChange?.(event.target.value)}
          onScroll={(event) => {
            if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop;
          }}
        />
      </div>
    </div>
  );
}
