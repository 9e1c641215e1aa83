import { Card } from '@shouwang/platform/ui/Card.tsx';
import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { useTitle } from '@shouwang/platform/ui/hooks.ts';
import { RowsSkeleton } from '@shouwang/platform/ui/RowsSkeleton.tsx';
import { useMay, useSession } from '@shouwang/platform/ui/session.ts';
import { type UrlTab, useUrlTab } from '@shouwang/platform/ui/UrlTabs.tsx';
import { whenOpened } from '@shouwang/platform/ui/when-opened.tsx';
import { Tabs } from 'antd';
import { type ComponentType, type ReactNode, useState } from 'react';
import { useParams } from 'react-router';
import type { Household } from '../contract.ts';
import { type Subject, useHousehold, usePolicyFigures, useWords, type WordsQuery } from './api.ts';
import { ChangesTab } from './ChangesTab.tsx';
import { HouseholdHeader } from './HouseholdHeader.tsx';
import { HouseholdStrip } from './HouseholdStrip.tsx';
import { IncomeCard } from './IncomeCard.tsx';
import { LivingCard } from './LivingCard.tsx';
import { MembersCard } from './MembersCard.tsx';
import { Overview } from './Overview.tsx';
import './registry.css';
import { PendingStrip } from './PendingStrip.tsx';
import { ViewsTab } from './ViewsTab.tsx';
import { WordsCard } from './WordsCard.tsx';

const CorrectionDrawer = whenOpened(() => import('./CorrectionDrawer.tsx').then((m) => m.CorrectionDrawer));

type TabProps = { household: Household; words: WordsQuery; onCorrect: (subject: Subject) => void; aside: ReactNode };

function tabsOf({ household, words, onCorrect, aside }: TabProps): UrlTab[] {
  const policy = <PolicyIncome household={household} />;
  return [
    {
      key: 'overview',
      label: '概况',
      content: <Overview household={household} words={words} onCorrect={onCorrect} income={policy} aside={aside} />,
    },
    {
      key: 'members',
      label: '成员',
      count: household.members.filter((one) => one.memberStatus === 'current').length,
      content: (
        <div className="sw-stack">
          <WordsCard household={household} words={words} onCorrect={onCorrect} membersOnly />
          <MembersCard household={household} onCorrect={onCorrect} all />
        </div>
      ),
    },
    { key: 'income', label: '收支', content: policy },
    {
      key: 'living',
      label: '住房与保障',
      content: <LivingCard household={household} words={words.data?.words} onCorrect={onCorrect} details />,
    },
    { key: 'changes', label: '变更记录', count: household.changeCount, content: <ChangesTab id={household.id} /> },
    { key: 'views', label: '谁看过', count: household.viewCount, content: <ViewsTab id={household.id} /> },
  ];
}

function PolicyIncome({ household }: { household: Household }) {
  const { data: policy } = usePolicyFigures(household.areaCode);
  return <IncomeCard household={household} policy={policy} />;
}

function HouseholdFile({ household, aside }: { household: Household; aside: ReactNode }) {
  const [subject, setSubject] = useState<Subject | null>(null);
  const { today } = useSession();
  const { data: policy } = usePolicyFigures(household.areaCode);
  const words = useWords(household.id, useMay()('listDepartmentWords'));
  const tabs = tabsOf({ household, words, onCorrect: setSubject, aside });
  const [active, choose] = useUrlTab(tabs);
  useTitle(`${household.headName}户`);
  return (
    <>
      <section className="sw-card" aria-label="户概况">
        <HouseholdHeader household={household} onCorrect={() => setSubject({ memberId: null })} />
        <HouseholdStrip household={household} policy={policy} today={today} />
        <Tabs
          className="sw-tabs"
          activeKey={active}
          onChange={choose}
          items={tabs.map((tab) => ({
            key: tab.key,
            label: tab.count === undefined ? tab.label : `${tab.label} ${tab.count}`,
          }))}
        />
      </section>
      <PendingStrip household={household} onCorrect={setSubject} />
      {tabs.find((tab) => tab.key === active)?.content}
      {subject && (
        <CorrectionDrawer
          key={subject.revision?.id ?? 'proposal'}
          household={household}
          subject={subject}
          onSubject={setSubject}
          onClose={() => setSubject(null)}
        />
      )}
    </>
  );
}

/** The file of one household: who, how bad, against which line, since when; `Aside` is what other modules know of it. */
export function HouseholdPage({ Aside }: { Aside?: ComponentType<{ id: string }> }) {
  const { id = '' } = useParams();
  const { data, error, refetch } = useHousehold(id);
  if (data) return <HouseholdFile household={data} aside={Aside && <Aside id={data.id} />} />;
  if (error) return <ErrorState page error={error} title="没有打开这一户" onRetry={() => void refetch()} />;
  return (
    <Card>
      <RowsSkeleton rows={8} />
    </Card>
  );
}
