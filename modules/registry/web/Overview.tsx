import { Card } from '@shouwang/platform/ui/Card.tsx';
import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { Facts } from '@shouwang/platform/ui/Facts.tsx';
import { RiskMark } from '@shouwang/platform/ui/RiskMark.tsx';
import { RowsSkeleton } from '@shouwang/platform/ui/RowsSkeleton.tsx';
import { useSession } from '@shouwang/platform/ui/session.ts';
import { Timeline } from '@shouwang/platform/ui/Timeline.tsx';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Household } from '../contract.ts';
import { type Subject, useChanges, type WordsQuery } from './api.ts';
import { entryOf } from './change-words.tsx';
import { LivingCard } from './LivingCard.tsx';
import { MembersCard } from './MembersCard.tsx';
import { QualityCard } from './QualityCard.tsx';
import { WordsCard } from './WordsCard.tsx';

function Recent({ household }: { household: Household }) {
  const { data, error, refetch } = useChanges(household.id);
  const { today } = useSession();
  return (
    <Card title="变化记录" note="含来源" extra={<Link to="?tab=changes">{`全部 ${household.changeCount}`}</Link>}>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <RowsSkeleton rows={4} />}
      {data?.items.length === 0 && <p className="sw-note">建档以来没有变更。更正、收支、筛查和办理都会记在这里。</p>}
      {data && data.items.length > 0 && (
        <Timeline label="变化记录" year={today.slice(0, 4)} entries={data.items.slice(0, 8).map(entryOf)} />
      )}
    </Card>
  );
}

const said = (flag: boolean | null) => (flag === null ? null : flag ? '是' : '否');

/** The first page of a file: people, money and home on the left, what is known of the household on the right. */
export function Overview({
  household,
  words,
  onCorrect,
  income,
  aside,
}: {
  household: Household;
  words: WordsQuery;
  onCorrect: (subject: Subject) => void;
  income: ReactNode;
  /** What other modules know of the household. */
  aside: ReactNode;
}) {
  return (
    <div className="sw-split-8-4">
      <div className="sw-stack">
        <WordsCard household={household} words={words} onCorrect={onCorrect} />
        <QualityCard household={household} onCorrect={onCorrect} />
        <MembersCard household={household} onCorrect={onCorrect} />
        {income}
        <LivingCard household={household} words={words.data?.words} onCorrect={onCorrect} />
      </div>
      <div className="sw-stack">
        {aside}
        {household.riskReason !== null && (
          <Card title="最近一次筛查">
            <p className="reg-reason">
              <RiskMark level={household.riskLevel} look="inline" /> {household.riskReason}
            </p>
            <p className="sw-note">提示，不是结论。先看依据，再入户核实。</p>
          </Card>
        )}
        <Card title="户情况">
          <Facts
            facts={[
              { label: '住址', value: household.address },
              { label: '全国系统户编号', value: household.nationalHouseholdNo },
              { label: '易地搬迁', value: said(household.isRelocated) },
              { label: '整户无劳力兜底', value: said(household.noLabourBackstop) },
              {
                label: '小额信贷逾期',
                value:
                  household.loanOverdueDays === null
                    ? null
                    : household.loanOverdueDays === 0
                      ? '没有逾期'
                      : `${household.loanOverdueDays} 天`,
              },
            ]}
          />
        </Card>
        <Recent household={household} />
      </div>
    </div>
  );
}
