import { Card } from '@shouwang/platform/ui/Card.tsx';
import { Facts } from '@shouwang/platform/ui/Facts.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import type { CaseView } from '../contract.ts';
import { Documents } from './Documents.tsx';

const founded = (is: boolean) => (is ? '成立' : '不成立');

type LateProps = { late: NonNullable<CaseView['lateObjection']>; objections: CaseView['objections'] };

function LateCard({ late, objections }: LateProps) {
  const { found, decided } = late;
  const content = objections.find(({ id }) => id === late.id)?.content;
  return (
    <Card
      title="纳入后的异议"
      note={
        decided ? (
          <StatusTag kind={decided.founded ? 'bad' : 'ok'}>{`异议${founded(decided.founded)}`}</StatusTag>
        ) : (
          <StatusTag kind="waiting">{found ? '待县审定' : '镇复核中'}</StatusTag>
        )
      }
    >
      <Facts
        facts={[
          ...(content ? [{ label: '异议', value: content }] : []),
          { label: '收到', value: `${late.receivedOn}，${late.dueOn} 前复核` },
          ...(found
            ? [
                { label: '复核人员', value: late.team.map((one) => one.name).join('、') },
                { label: '复核', value: `${founded(found.founded)}；${found.finding}` },
              ]
            : []),
          ...(decided ? [{ label: '县审定', value: `${founded(decided.founded)}；${decided.opinion}` }] : []),
        ]}
      />
    </Card>
  );
}

/** What stands beside the way of a case: a department's follow-up, the visit after a refusal to sign, an objection that came late. */
export function AfterCard({ view }: { view: CaseView }) {
  const { followUp, recheck, lateObjection, row } = view;
  const waits = row.state === 'WITHDRAWN' && row.owed !== null;
  return (
    <>
      {followUp && (
        <Card title="部门跟进" note={<StatusTag kind="ok">已办结</StatusTag>}>
          <Facts
            facts={[
              { label: '部门', value: followUp.department },
              { label: '办理情况', value: followUp.done },
              { label: '经办', value: `${followUp.by}，${followUp.on}` },
            ]}
          />
          <Documents documents={view.documents} steps={['FOLLOW_UP']} />
        </Card>
      )}
      {(waits || recheck) && (
        <Card
          title="拒签后的回访"
          note={recheck ? <StatusTag kind="ok">已回访</StatusTag> : <StatusTag kind="waiting">待回访</StatusTag>}
        >
          {recheck ? (
            <Facts
              facts={[
                { label: '回访', value: `${recheck.on} ${recheck.by}` },
                {
                  label: '情况',
                  value: `${recheck.outcome === 'trouble' ? '更困难，已告知怎样申请' : '平稳'}；${recheck.finding}`,
                },
              ]}
            />
          ) : (
            <p>农户没有签署授权，留作线索，不作“不符合”处理；村里 {row.owed?.dueOn ?? ''} 前走访一次。</p>
          )}
        </Card>
      )}
      {lateObjection && <LateCard late={lateObjection} objections={view.objections} />}
    </>
  );
}
