import { DISPATCH_STATES } from '@shouwang/modules/warning/codes.ts';
import { Card } from '@shouwang/platform/ui/Card.tsx';
import { RowsSkeleton } from '@shouwang/platform/ui/RowsSkeleton.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { StepTrack } from '@shouwang/platform/ui/StepTrack.tsx';
import { Link } from 'react-router';
import type { TraceView } from '../contract.runs.ts';
import { usePack } from './api.ts';
import { nextSteps } from './next-steps.ts';

function Sheet({ view: { sheet, isMonitored } }: { view: TraceView }) {
  if (!sheet) return <StatusTag kind="waiting">{isMonitored ? '监测对象，不派单' : '还没有派发'}</StatusTag>;
  const word = DISPATCH_STATES[sheet.state as keyof typeof DISPATCH_STATES] ?? sheet.state;
  return <StatusTag kind="running">{`${sheet.dispatchNo} ${word}`}</StatusTag>;
}

/** What comes next, with the limits of the pack in force. */
export function NextCard({ view }: { view: TraceView }) {
  const pack = usePack(view.trace.areaCode.slice(0, 6)).data;
  const leftToContact = view.isMonitored && !view.sheet;
  const most = pack?.parameters['chain.maxDays']?.value;
  return (
    <Card
      title="下一步"
      extra={<Sheet view={view} />}
      foot={
        <>
          <span>{!leftToContact && most !== undefined && `全程不超过 ${String(most)} 天`}</span>
          {view.sheet?.caseId && <Link to={`/cases/${view.sheet.caseId}`}>打开办理</Link>}
        </>
      }
    >
      {leftToContact ? (
        <p className="sw-note">这户已在监测：由联系人走访时核实这些理由，不再从头识别。</p>
      ) : pack ? (
        <StepTrack look="list" label="下一步" steps={nextSteps(pack, view.sheet)} />
      ) : (
        <RowsSkeleton rows={4} />
      )}
    </Card>
  );
}
