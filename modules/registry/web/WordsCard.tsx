import { Card } from '@shouwang/platform/ui/Card.tsx';
import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { asProblem } from '@shouwang/platform/ui/problem.ts';
import { useMay } from '@shouwang/platform/ui/session.ts';
import { Check, Clock, EyeOff, type LucideIcon, RefreshCw, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Household, HouseholdWords } from '../contract.ts';
import type { Subject, WordsQuery } from './api.ts';
import { WordRow } from './WordRow.tsx';
import { OFFICES, restOf, toLookAt } from './words.ts';
import './words.css';

function Quiet({ icon, children, act }: { icon: LucideIcon; children: ReactNode; act?: ReactNode }) {
  return (
    <section className="sw-card reg-words-quiet" aria-label="部门数据">
      <Icon of={icon} />
      <p>{children}</p>
      {act}
    </section>
  );
}

/** Nothing to look at: who agrees and up to when, or that there is nothing to compare with yet. */
function Agreed({ words }: { words: HouseholdWords }) {
  const { same, others } = restOf(words);
  const rest = others.length > 0 ? <span className="sw-note">{others.join('；')}</span> : null;
  if (same !== '')
    return (
      <Quiet icon={Check}>
        部门数据与登记一致（{same}） {rest}
      </Quiet>
    );
  const none = words.sources.every((source) => source.standing === 'missing');
  return (
    <Quiet icon={Clock}>
      {none ? '部门数据还没有到，现在只有登记内容。' : '部门数据没有可与登记对照的内容。'} {rest}
    </Quiet>
  );
}

function Masked({ words }: { words: HouseholdWords }) {
  const mayReveal = useMay()('revealSensitive');
  return words.sources
    .filter((source) => source.standing === 'masked' && source.differs)
    .map((source) => (
      <li key={source.itemCode} className="reg-word-masked">
        <Icon of={EyeOff} />
        <span>
          {OFFICES[source.itemCode]} {source.itemCode} 有与登记不同的记录，涉及健康，已遮蔽
          {mayReveal ? '；在“家庭成员”写明事由查看健康状况后显示。' : '。'}
        </span>
        <span className="sw-note">数据截至 {source.dataDate}</span>
      </li>
    ));
}

function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const retry = (
    <button type="button" className="sw-act" onClick={onRetry}>
      <Icon of={RefreshCw} size={14} /> 重试
    </button>
  );
  const { requestId } = asProblem(error);
  return (
    <Quiet icon={TriangleAlert} act={retry}>
      部门数据没有取到，登记内容不受影响。{requestId && <span className="sw-note">编号 {requestId}</span>}
    </Quiet>
  );
}

type ComparedProps = Pick<WordsCardProps, 'household' | 'onCorrect'> & { data: HouseholdWords; membersOnly: boolean };

function Compared({ household, data, onCorrect, membersOnly }: ComparedProps) {
  const open = toLookAt(data.words).filter((word) => !membersOnly || word.memberId !== null);
  const masked = data.sources.filter((source) => source.standing === 'masked' && source.differs).length;
  if (open.length + masked === 0) return membersOnly ? null : <Agreed words={data} />;
  const { same, others } = restOf(data);
  const rest = [same && `${same} 与登记一致`, ...others].filter(Boolean).join('；');
  return (
    <Card
      title="部门数据"
      note={`与登记不同 ${open.length + masked} 项，请核对后更正`}
      flush
      foot={!membersOnly && rest && <span className="sw-note">{rest}</span>}
    >
      <ul className="reg-words">
        {open.map((word) => (
          <WordRow key={`${word.topic} ${word.memberId}`} word={word} household={household} onCorrect={onCorrect} />
        ))}
        <Masked words={data} />
      </ul>
    </Card>
  );
}

export type WordsCardProps = {
  household: Household;
  words: WordsQuery;
  onCorrect: (subject: Subject) => void;
  /** Words on members alone, and nothing at all where none differs. */
  membersOnly?: boolean;
};

/** What departments say that the registry does not: beside its values, newer first; one line when all agree. */
export function WordsCard({ membersOnly = false, ...props }: WordsCardProps) {
  const may = useMay();
  const { data, error, refetch } = props.words;
  if (!may('listDepartmentWords')) return null;
  if (data) return <Compared {...props} membersOnly={membersOnly} data={data} />;
  if (membersOnly) return null;
  return error ? (
    <Failed error={error} onRetry={() => void refetch()} />
  ) : (
    <Quiet icon={Clock}>正在对照部门数据…</Quiet>
  );
}
