import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { useMay } from '@shouwang/platform/ui/session.ts';
import { Link } from 'react-router';
import { nameOf, RELATION } from '../codes.ts';
import type { DepartmentWord, Household } from '../contract.ts';
import type { Subject } from './api.ts';
import { OFFICES, offerOf, TOPIC_NAMES, VERDICT_NAMES } from './words.ts';
import './words.css';

export type WordRowProps = { word: DepartmentWord; household: Household; onCorrect: (subject: Subject) => void };

/** Where a word stands: office, item, data date, file and row; the file opens for whoever may see its report. */
function Origin({ word }: { word: DepartmentWord }) {
  const may = useMay();
  const place = `${word.batchNo} 第 ${word.rowNo} 行`;
  return (
    <p className="sw-note reg-word-origin">
      {word.departmentName} {word.itemCode} · 数据截至 {word.dataDate} ·{' '}
      {may('getImport') ? (
        <Link className="sw-opens" to={`/imports/${word.batchId}`}>
          {place}
        </Link>
      ) : (
        place
      )}
    </p>
  );
}

/** One word beside the registry's value, with both days, what differs, and the correction that follows from it. */
export function WordRow({ word, household, onCorrect }: WordRowProps) {
  const may = useMay();
  const member = household.members.find((one) => one.id === word.memberId);
  const about = member ? `${member.name}（${nameOf(RELATION, member.relation)}）` : '全户';
  const topic = TOPIC_NAMES[word.topic];
  return (
    <li className="reg-word">
      <div className="reg-word-side">
        <b>{topic}</b>
        <span className="sw-note">{about}</span>
      </div>
      <div className="reg-word-side">
        <b>{word.text}</b>
        <span className="sw-note">
          {OFFICES[word.itemCode]} {word.day}
        </span>
      </div>
      <div className="reg-word-side">
        <span>{word.registryText}</span>
        <span className="sw-note">{word.registryOn === null ? '登记，日期不详' : `登记 ${word.registryOn}`}</span>
      </div>
      <div className="reg-word-act">
        <StatusTag kind="waiting">{VERDICT_NAMES[word.verdict]}</StatusTag>
        {may('submitChange') && (
          <button
            type="button"
            className="sw-act"
            aria-label={`更正${member?.name ?? ''}${topic}`}
            onClick={() => onCorrect({ memberId: word.memberId, offer: offerOf(word) })}
          >
            更正
          </button>
        )}
      </div>
      <Origin word={word} />
    </li>
  );
}
