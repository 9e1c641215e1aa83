import type { DepartmentWord, Household } from '../contract.ts';
import type { Subject } from './api.ts';
import { WordRow } from './WordRow.tsx';
import { OFFICES, toLookAt } from './words.ts';
import './words.css';

export type HealthWordsProps = {
  household: Household;
  /** Null: they could not be read. */
  words: readonly DepartmentWord[] | null;
  onCorrect: (subject: Subject) => void;
};

/** What departments say of health, as long as health is revealed. */
export function HealthWords({ household, words, onCorrect }: HealthWordsProps) {
  if (words === null) return <p className="sw-note reg-health-words">残联数据没有取到，健康状况以登记为准。</p>;
  const open = toLookAt(words);
  const agreed = words.length - open.length;
  return (
    <>
      {open.length > 0 && (
        <ul className="reg-words reg-health-words">
          {open.map((word) => (
            <WordRow key={word.memberId} word={word} household={household} onCorrect={onCorrect} />
          ))}
        </ul>
      )}
      {agreed > 0 && (
        <p className="sw-note reg-health-words">
          {OFFICES['CL-01']} CL-01 有 {agreed} 人的记录，与登记一致或早于登记。
        </p>
      )}
    </>
  );
}
