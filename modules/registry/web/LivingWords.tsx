import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { useMay } from '@shouwang/platform/ui/session.ts';
import type { DepartmentWord, Household, WordTopic } from '../contract.ts';
import { asksForLook } from '../rules.ts';
import type { Subject } from './api.ts';
import { offerOf, sourceOf, TOPIC_NAMES, VERDICT_NAMES } from './words.ts';
import './words.css';

/** What a word is about, where its text does not say so beside the guarantee. */
const BRIEF: Partial<Record<WordTopic, string>> = { soleHousing: '唯一住房', waterOutageDays: '停水' };

function Line({
  word,
  household,
  onCorrect,
}: {
  word: DepartmentWord;
  household: Household;
  onCorrect: (subject: Subject) => void;
}) {
  const may = useMay();
  const name = household.members.find((one) => one.id === word.memberId)?.name ?? '';
  const says = [name, BRIEF[word.topic], word.text].filter(Boolean).join(' ');
  if (!asksForLook(word.verdict))
    return <p className="sw-note">{`${sourceOf(word)}，${says}，${VERDICT_NAMES[word.verdict]}`}</p>;
  return (
    <div className="reg-said">
      <span className="sw-note">{sourceOf(word)}</span>
      <b>{says}</b>
      <StatusTag kind="waiting">{VERDICT_NAMES[word.verdict]}</StatusTag>
      {may('submitChange') && (
        <button
          type="button"
          className="sw-act"
          aria-label={`按${sourceOf(word)}更正${name}${TOPIC_NAMES[word.topic]}`}
          onClick={() => onCorrect({ memberId: word.memberId, offer: offerOf(word) })}
        >
          更正
        </button>
      )}
    </div>
  );
}

export type LivingWordsProps = {
  household: Household;
  words: readonly DepartmentWord[];
  onCorrect: (subject: Subject) => void;
};

/** What departments say of one of the guarantees: where it agrees the source and day, else the other value. */
export function LivingWords({ household, words, onCorrect }: LivingWordsProps) {
  const differing = new Set(words.filter((word) => word.verdict !== 'same').map((word) => word.itemCode));
  const agreed = words.filter((word) => word.verdict === 'same' && !differing.has(word.itemCode));
  const sources = [...new Set(agreed.map(sourceOf))];
  return (
    <>
      {words
        .filter((word) => word.verdict !== 'same')
        .map((word) => (
          <Line key={`${word.topic} ${word.memberId}`} word={word} household={household} onCorrect={onCorrect} />
        ))}
      {sources.map((source) => (
        <p key={source} className="sw-note">{`${source}，与登记一致`}</p>
      ))}
    </>
  );
}
