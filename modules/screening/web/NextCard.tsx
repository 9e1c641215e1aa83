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
  if (!sheet) return <StatusTag kind="waiting">{isMonitored ? '监测对象，还没有派跟进单' : '还没有派发'}</StatusTag>;
  const word = DISPATCH_STATES[sheet.state as keyof typeof DISPATCH_STATES] ?? sheet.state;
  return <StatusTag kind="running">{`${sheet.dispatchNo} ${word}`}</StatusTag>;
}

/** What comes next, with the limits of the pack in force. */
export function NextCard({ view }: { view: TraceView }) {
  const pack = usePack(view.trace.areaCode.slice(0, 6)).data;
  const isFollowUp = view.sheet ? view.sheet.kind === 'follow-up' : view.isMonitored;
  const most = pack?.parameters['chain.maxDays']?.value;
  return (
    <Card
      title="下一步"
      extra={<Sheet view={view} />}
      foot={
        <>
          <span>{!isFollowUp && most !== undefined && `全程不超过 ${String(most)} 天`}</span>
          {isFollowUp && view.sheet && <Link to={`/warnings?sheet=${view.sheet.id}`}>打开跟进单</Link>}
          {view.sheet?.caseId && <Link to={`/cases/${view.sheet.caseId}`}>打开办理</Link>}
        </>
      }
    >
      {isFollowUp ? (
        <p className="sw-note">这户已在监测：由监测联系人上门看这些理由，登记结果，镇里确认；不再从头识别。</p>
      ) : pack ? (
        <StepTrack look="list" label="下一步" steps={nextSteps(pack, view.sheet)} />
      ) : (
        <RowsSkeleton rows={4} />
      )}
    </Card>
  );
}
