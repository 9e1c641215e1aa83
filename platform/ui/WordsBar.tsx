import { Link } from 'react-router';
import './WordsBar.css';
import { count } from './numbers.ts';

export type BarTone = 'green1' | 'green2' | 'green3' | 'green4' | 'red' | 'orange' | 'yellow' | 'estimate';
export type BarPart = {
  key: string;
  label: string;
  value: number;
  /** Left out: the greens in order. `estimate` is hatched. */
  tone?: BarTone | undefined;
  to?: string | undefined;
  /** Instead of the plain number: `4.1%`. */
  text?: string | undefined;
};

const GREENS: readonly BarTone[] = ['green1', 'green2', 'green3', 'green4'];

/** The tone of a part: its own, or the greens in order. */
function toneOf(part: BarPart, index: number): BarTone {
  return part.tone ?? GREENS[index % GREENS.length] ?? 'green1';
}

/** One bar cut into its parts, with the words and numbers under it instead of a legend. */
export function WordsBar({
  parts,
  label,
  words = true,
}: {
  parts: readonly BarPart[];
  label: string;
  words?: boolean | undefined;
}) {
  const said = parts.map((part) => `${part.label} ${part.text ?? part.value}`).join('，');
  return (
    <div className="sw-words">
      <div className="sw-words-bar" role="img" aria-label={`${label}：${said}`}>
        {parts.map((part, index) => {
          const tone = toneOf(part, index);
          return part.value > 0 && <i key={part.key} className={`sw-bar-${tone}`} style={{ flexGrow: part.value }} />;
        })}
      </div>
      {words && (
        <ul className="sw-words-list">
          {parts.map((part, index) => (
            <li key={part.key}>
              <i className={`sw-bar-${toneOf(part, index)}`} aria-hidden="true" />
              {part.label}
              {part.to ? (
                <Link className="sw-opens" to={part.to}>
                  <b>{part.text ?? count(part.value)}</b>
                </Link>
              ) : (
                <b>{part.text ?? count(part.value)}</b>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
