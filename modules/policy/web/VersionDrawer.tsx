import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { Facts } from '@shouwang/platform/ui/Facts.tsx';
import { ReasonModal } from '@shouwang/platform/ui/ReasonModal.tsx';
import { RowsSkeleton } from '@shouwang/platform/ui/RowsSkeleton.tsx';
import { useMay } from '@shouwang/platform/ui/session.ts';
import { Button, Drawer } from 'antd';
import { type ComponentType, useState } from 'react';
import type { PackVersion, PackVersionDetail } from '../contract.versions.ts';
import { ActivationPart } from './ActivationPart.tsx';
import { useClose, usePreview, useVersion } from './api.ts';
import type { ProposalStart } from './ProposalEditor.tsx';
import { Done, periodWords, StandingTag } from './version-words.tsx';
import { YamlField } from './YamlField.tsx';

/** A part that reckons what a version would mean for households; the desk hands it in, since screening knows the facts. */
export type PackEffect = ComponentType<{ packId: string; areaCode: string }>;

type Props = {
  id: string;
  layerName: (id: string) => string;
  effect: PackEffect | undefined;
  onPropose: (start: ProposalStart) => void;
  onClose: () => void;
};

function factsOf(version: PackVersion) {
  const closed = version.closedBy !== null;
  return [
    { label: '状态', value: <StandingTag standing={version.standing} /> },
    { label: '生效', value: periodWords(version) },
    { label: '提议', value: <Done by={version.proposedBy} at={version.proposedAt} /> },
    ...(version.reason === null ? [] : [{ label: '缘由', value: version.reason }]),
    ...(version.activatedBy === null
      ? []
      : [{ label: '确认', value: <Done by={version.activatedBy} at={version.activatedAt} /> }]),
    ...(version.carriedBy === null ? [] : [{ label: '由来', value: '上级政策包换版时，随同一次确认重新生成' }]),
    ...(closed
      ? [
          {
            label: version.standing === 'refused' ? '退回' : '撤回',
            value: <Done by={version.closedBy} at={version.closedAt} />,
          },
          { label: '理由', value: version.closedReason },
        ]
      : []),
    { label: '内容指纹', value: <span className="sw-mono">{version.hash.slice(0, 16)}</span> },
  ];
}

/** What somebody may do with a version: take its text up again, withdraw it, refuse it. */
function Acts({ detail, onPropose }: { detail: PackVersionDetail; onPropose: Props['onPropose'] }) {
  const { version, yaml } = detail;
  const [asking, setAsking] = useState<'withdrawal' | 'refusal' | null>(null);
  const withdraw = useClose('withdrawal');
  const refuse = useClose('refusal');
  const offered = version.origin === 'product' && version.standing === 'proposed';
  const words = offered ? '采用并提议' : version.standing === 'in-force' ? '在此基础上提议新版' : '恢复此版本';
  const close = (reason: string) =>
    (asking === 'refusal' ? refuse : withdraw).mutateAsync({ id: version.id, version: version.version, reason });
  return (
    <div className="sw-row">
      {version.may.propose && (version.standing !== 'proposed' || offered) && (
        <Button
          onClick={() =>
            onPropose({ title: `${words}：${version.name}第 ${version.versionNo} 版`, yaml, takenFrom: version.id })
          }
        >
          {words}
        </Button>
      )}
      {version.may.refuse && <Button onClick={() => setAsking('refusal')}>退回</Button>}
      {version.may.withdraw && <Button onClick={() => setAsking('withdrawal')}>撤回</Button>}
      {asking !== null && (
        <ReasonModal
          open
          title={asking === 'refusal' ? '退回这份提议' : '撤回这份提议'}
          description="现行政策不变。提议和理由留存在版本记录里。"
          label="理由"
          okText={asking === 'refusal' ? '退回' : '撤回'}
          maxLength={500}
          onSubmit={close}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  );
}

function Proposal({
  version,
  layerName,
  effect: Effect,
}: { version: PackVersion } & Pick<Props, 'layerName' | 'effect'>) {
  const preview = usePreview(version.id, true);
  if (preview.error) return <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />;
  if (!preview.data) return <RowsSkeleton rows={4} height={48} />;
  const effect = Effect ? <Effect packId={version.id} areaCode={version.areaCode} /> : null;
  return <ActivationPart preview={preview.data} layerName={layerName} effect={effect} />;
}

/** One version: who, when, why; its differences and the act of confirming while it is a proposal; its text. */
export function VersionDrawer({ id, layerName, effect, onPropose, onClose }: Props) {
  const query = useVersion(id);
  const may = useMay();
  const version = query.data?.version;
  const title = version ? `${version.name} 第 ${version.versionNo} 版` : '政策包版本';
  return (
    <Drawer open title={title} size={980} onClose={onClose}>
      {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {!query.data && !query.error && <RowsSkeleton rows={6} height={36} />}
      {query.data && version && (
        <div className="sw-stack">
          <Facts facts={factsOf(version)} />
          <Acts detail={query.data} onPropose={onPropose} />
          {version.standing === 'proposed' && may('previewPack') && (
            <Proposal version={version} layerName={layerName} effect={effect} />
          )}
          <details open={version.standing !== 'proposed'}>
            <summary>本层文本</summary>
            <YamlField label="政策包文本（只读）" value={query.data.yaml} />
          </details>
        </div>
      )}
    </Drawer>
  );
}
