import { daysBetween } from '@shouwang/platform/clock/days.ts';
import { Card } from '@shouwang/platform/ui/Card.tsx';
import { CheckList } from '@shouwang/platform/ui/CheckList.tsx';
import { DueText } from '@shouwang/platform/ui/DueText.tsx';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { useSession } from '@shouwang/platform/ui/session.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { ACT_NAMES, type ActCode, type ActView, type CaseView } from '../contract.ts';
import { BlankPapers } from './BlankPapers.tsx';
import { withWay } from './check-way.tsx';
import { DECIDED_IN_PANEL, DecideCard } from './DecideCard.tsx';
import { daysLeft } from './words.ts';

export type DuePanelProps = { view: CaseView; onAct: (act: ActCode) => void };

/** Time left for what is due: of the step, or of what is still owed after the end. */
function Due({ row }: Pick<CaseView, 'row'>) {
  const { today } = useSession();
  const owedOn = row.owed?.dueOn;
  return <DueText daysLeft={owedOn ? daysBetween(today, owedOn) : daysLeft(row)} />;
}

function Waiting({ view }: { view: CaseView }) {
  const { waitingFor } = view;
  if (!waitingFor) return <Card title="已办结">{view.farmerSees}</Card>;
  return (
    <Card title={waitingFor.title} note="不由您办理" extra={<Due row={view.row} />}>
      <p>
        现在轮到{waitingFor.place}里：{waitingFor.roles.join('、')}。
      </p>
      {view.row.state === 'DISPATCHED' && <p>镇里指派的核实组：{view.team.map((one) => one.name).join('、')}。</p>}
    </Card>
  );
}

const inPanel = (due: ActView | null) => (due?.allowed && DECIDED_IN_PANEL.includes(due.act) ? due : null);

/**
 * Exactly the act that is due now for this person: checks first, then the choice or the form; or why it is not his. A panel in which
 * something is written stays when the case goes on without him, so that the words are not lost.
 */
export function DuePanel({ view, onAct }: DuePanelProps) {
  const [written, setWritten] = useState<ActView | null>(null);
  const due = view.dueAct;
  const decided = inPanel(due);
  const panel = written ?? decided;
  if (panel)
    return (
      <DecideCard
        key={panel.act}
        view={view}
        due={decided?.act === panel.act ? decided : panel}
        overtaken={decided?.act !== panel.act}
        onWrite={() => setWritten(panel)}
        onDone={() => setWritten(null)}
      />
    );
  if (!due) return <Waiting view={view} />;
  return (
    <Card
      tone="decision"
      title={ACT_NAMES[due.act]}
      note={due.allowed ? '由您办理' : '您不能办理'}
      extra={<Due row={view.row} />}
      flush
    >
      {due.checks.length > 0 && (
        <div className="sw-decision-part">
          <CheckList plain label="系统检查" checks={due.checks.map((check) => withWay(check, view.row.householdId))} />
        </div>
      )}
      <div className="cw-due">
        {view.returned && (
          <Note tone="gold">
            退回补正：{view.returned.opinion}
            <br />
            需补：{view.returned.faults.join('；')}
          </Note>
        )}
        <BlankPapers view={view} act={due.act} />
        {due.allowed ? (
          <Button type="primary" size="large" block onClick={() => onAct(due.act)}>
            {ACT_NAMES[due.act]}
          </Button>
        ) : (
          !due.checks.some(({ label }) => label === due.why) && <Note tone="gold">{due.why}</Note>
        )}
      </div>
    </Card>
  );
}
