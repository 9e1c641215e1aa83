import { EmptyState } from '@shouwang/platform/ui/EmptyState.tsx';
import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { PageHeader } from '@shouwang/platform/ui/PageHeader.tsx';
import { asProblem } from '@shouwang/platform/ui/problem.ts';
import { RowsSkeleton } from '@shouwang/platform/ui/RowsSkeleton.tsx';
import { whenOpened } from '@shouwang/platform/ui/when-opened.tsx';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { ActCode, CaseView } from '../contract.ts';
import { AfterCard } from './AfterCard.tsx';
import { useCase } from './api.ts';
import { CaseHead } from './CaseHead.tsx';
import { CaseSide } from './CaseSide.tsx';
import './casework.css';
import { ComparisonCard } from './ComparisonCard.tsx';
import { DuePanel } from './DuePanel.tsx';
import { EvidenceCards } from './EvidenceCards.tsx';
import { NoticeCard } from './NoticeCard.tsx';

const VerificationDrawer = whenOpened(() => import('./VerificationDrawer.tsx').then((m) => m.VerificationDrawer));

const ActDrawer = whenOpened(() => import('./ActDrawer.tsx').then((m) => m.ActDrawer));

function Acting({ act, view, onClose }: { act: ActCode; view: CaseView; onClose: () => void }) {
  if (act === 'recordVerification') return <VerificationDrawer view={view} onClose={onClose} />;
  return <ActDrawer act={act} view={view} onClose={onClose} />;
}

function Filled({ view }: { view: CaseView }) {
  const [act, setAct] = useState<ActCode | null>(null);
  // What is still owed after the end, and that the household left again, is what the page is opened for.
  const isOwed = view.row.owed !== null || view.lateObjection?.decided?.founded === true;
  return (
    <>
      <CaseHead view={view} onAct={setAct} />
      <div className="sw-split-8-4 cw-columns">
        <div className="sw-stack">
          {isOwed && <AfterCard view={view} />}
          <EvidenceCards view={view} />
          <ComparisonCard view={view} />
          <NoticeCard view={view} />
          {!isOwed && <AfterCard view={view} />}
        </div>
        <div className="sw-stack">
          <div className="cw-due-place">
            <DuePanel view={view} onAct={setAct} />
          </div>
          <CaseSide view={view} onAct={setAct} />
        </div>
      </div>
      {act && <Acting key={act} act={act} view={view} onClose={() => setAct(null)} />}
    </>
  );
}

/** One case: clock and steps first, evidence before opinion, and at the right exactly the act that is due for whoever looks. */
export function CasePage() {
  const { id = '' } = useParams();
  const query = useCase(id);
  if (query.data) return <Filled view={query.data} />;
  if (!query.error) return <RowsSkeleton rows={10} height={48} />;
  if (asProblem(query.error).status === 404)
    return <EmptyState page title="没有这件识别办理" text="编号不对，或不在您的辖区。请从办理清单打开。" />;
  return (
    <>
      <PageHeader title="识别办理" trail={[{ label: '识别办理', to: '/cases' }]} />
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    </>
  );
}
