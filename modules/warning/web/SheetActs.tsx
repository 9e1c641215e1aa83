import { Timeline } from '@shouwang/platform/ui/Timeline.tsx';
import { ROLE_NAMES } from '../../staff/contract.ts';
import { FOLLOW_UP_RESULTS } from '../codes.ts';
import type { FollowUpAct, Sheet } from '../contract.ts';

function titleOf(act: FollowUpAct): string {
  if (act.act === 'confirmFollowUp')
    return act.decision === 'agree' ? `镇里确认：${act.reason}` : `镇里退回：${act.reason}`;
  const result = act.resultCode ? FOLLOW_UP_RESULTS[act.resultCode] : '';
  return `${result}：${act.reason}`;
}

function Source({ act }: { act: FollowUpAct }) {
  const along = act.companions.length > 0 ? `，${act.companions.join('、')}随行` : '';
  const visit = act.act === 'recordFollowUp' ? `${act.visitedOn} ${act.went.join('、')}入户${along}；` : '';
  const role = ROLE_NAMES[act.role as keyof typeof ROLE_NAMES] ?? act.role;
  return (
    <>
      {`${visit}${act.actorName}（${role}）${act.act === 'recordFollowUp' ? '登记' : '办理'}`}
      {act.photoIds.map((id, index) => (
        <span key={id}>
          {' '}
          <a href={`/api/documents/${id}/content`} target="_blank" rel="noreferrer">
            照片 {index + 1}
          </a>
        </span>
      ))}
    </>
  );
}

/** What was done on a follow-up sheet, the latest first; nothing on a work sheet, whose acts stand in its case. */
export function SheetActs({ sheet }: { sheet: Sheet }) {
  if (sheet.acts.length === 0) return null;
  return (
    <section className="wrn-part">
      <h3>办理经过</h3>
      <Timeline
        label="办理经过"
        entries={sheet.acts
          .map((act) => ({
            key: act.id,
            at: act.at,
            title: titleOf(act),
            source: <Source act={act} />,
            tone: act.decision === 'return' ? ('orange' as const) : undefined,
          }))
          .reverse()}
      />
    </section>
  );
}
