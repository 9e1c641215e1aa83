import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { Facts } from '@shouwang/platform/ui/Facts.tsx';
import { RevealBar } from '@shouwang/platform/ui/RevealBar.tsx';
import { RowsSkeleton } from '@shouwang/platform/ui/RowsSkeleton.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { useMay } from '@shouwang/platform/ui/session.ts';
import { useReveal } from '@shouwang/platform/ui/use-reveal.tsx';
import { Button, Drawer } from 'antd';
import type { DecisionBasis, DecisionView } from '../contract.ts';
import { revealBasis, useDecisionBasis } from './api.ts';
import { basisGroups } from './basis-rows.ts';

function Basis({ basis }: { basis: DecisionBasis }) {
  return (
    <>
      <p>
        <StatusTag kind={basis.intact ? 'ok' : 'bad'}>{basis.intact ? '快照完整' : '快照与指纹不符'}</StatusTag>{' '}
        <span className="sw-note">指纹 {basis.hash.slice(0, 16)}</span>
      </p>
      {basisGroups(basis.inputs).map((group) => (
        <section key={group.title}>
          <h3>{group.title}</h3>
          <Facts facts={group.rows} />
        </section>
      ))}
    </>
  );
}

/** What one decision rested on: masked, and in full for a while after a reason. */
export function BasisDrawer({
  caseId,
  decision,
  onClose,
}: {
  caseId: string;
  decision: DecisionView;
  onClose: () => void;
}) {
  const query = useDecisionBasis(caseId, decision.id);
  const may = useMay()('revealDecisionBasis');
  const full = useReveal<DecisionBasis>('健康、出生日期等', async (reason) => {
    const { expiresInSeconds, ...basis } = await revealBasis(caseId, decision.id, reason);
    return { value: basis, seconds: expiresInSeconds };
  });
  return (
    <Drawer open title={`${decision.title}：当时依据的数据`} size={560} onClose={onClose}>
      {full.value !== null && (
        <RevealBar
          what="健康、出生日期等"
          reason={full.reason}
          secondsLeft={full.secondsLeft ?? 0}
          onMask={full.mask}
        />
      )}
      {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data ? <Basis basis={full.value ?? query.data} /> : !query.error && <RowsSkeleton rows={6} height={36} />}
      {may && full.value === null && query.data && query.data.maskedValues > 0 && (
        <Button onClick={full.ask}>查看已遮蔽的 {query.data.maskedValues} 项</Button>
      )}
      {full.modal}
    </Drawer>
  );
}
