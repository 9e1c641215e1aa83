import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DateText } from '@shouwang/platform/ui/DateText.tsx';
import { Facts } from '@shouwang/platform/ui/Facts.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { useSession } from '@shouwang/platform/ui/session.ts';
import { Timeline } from '@shouwang/platform/ui/Timeline.tsx';
import { whenOpened } from '@shouwang/platform/ui/when-opened.tsx';
import { useState } from 'react';
import { type ActCode, type CaseView, type DecisionView, STATE_NAMES } from '../contract.ts';
import { RecusalCard } from './RecusalCard.tsx';

const BasisDrawer = whenOpened(() => import('./BasisDrawer.tsx').then((m) => m.BasisDrawer));

function TownCard({ view }: { view: CaseView }) {
  const town = view.decisions.findLast((one) => one.event === 'reviewAtTown');
  if (!town) return null;
  return (
    <Card
      title="镇审核意见"
      note={<DateText value={town.at} form="minute" />}
      extra={<StatusTag kind={town.resultCode === 'P1.D1' ? 'ok' : 'bad'}>{town.resultName}</StatusTag>}
    >
      <p>{town.opinion}</p>
      <p className="sw-note">{town.actorName}</p>
    </Card>
  );
}

/** Beside the evidence: the town's opinion, the lines, what the farmer sees, what was decided so far. */
export function CaseSide({ view, onAct }: { view: CaseView; onAct: (act: ActCode) => void }) {
  const { today } = useSession();
  const [shown, setShown] = useState<DecisionView | null>(null);
  const entries = [...view.decisions].reverse().map((one) => ({
    key: one.id,
    at: one.at,
    title: `${one.title}${one.resultName ? `：${one.resultName}` : ''}`,
    source: (
      <>
        {`${one.actorName} · ${one.role}，${STATE_NAMES[one.fromState]} → ${STATE_NAMES[one.toState]}。${one.opinion} `}
        <button type="button" className="cw-link" onClick={() => setShown(one)}>
          依据快照 {one.inputsHash.slice(0, 8)}
        </button>
      </>
    ),
  }));
  return (
    <>
      <TownCard view={view} />
      {view.thresholds.length > 0 && (
        <Card title="门槛对照" note={view.pack.title} flush>
          <Facts look="rows" facts={view.thresholds.map(({ label, value, line }) => ({ label, value, note: line }))} />
        </Card>
      )}
      <Card title="农户看到的" note="农帮邦、短信">
        <p className="cw-bubble">{view.farmerSees}</p>
        <p className="sw-note">农户不会看到投票姓名、部门明细和提出异议的人。</p>
      </Card>
      <RecusalCard view={view} onAct={onAct} />
      {entries.length > 0 && (
        <Card title="办理记录" note={`${entries.length} 条，每条都冻结了当时的数据`}>
          <Timeline label="办理记录" entries={entries} year={today.slice(0, 4)} />
        </Card>
      )}
      {shown && <BasisDrawer key={shown.id} caseId={view.row.id} decision={shown} onClose={() => setShown(null)} />}
    </>
  );
}
