import { EmptyState } from '@shouwang/platform/ui/EmptyState.tsx';
import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { PageHeader } from '@shouwang/platform/ui/PageHeader.tsx';
import { asProblem } from '@shouwang/platform/ui/problem.ts';
import { RowsSkeleton } from '@shouwang/platform/ui/RowsSkeleton.tsx';
import { useAreaScope, useMay } from '@shouwang/platform/ui/session.ts';
import { urlField } from '@shouwang/platform/ui/url-state.ts';
import { useUrlState } from '@shouwang/platform/ui/use-url-state.ts';
import { whenOpened } from '@shouwang/platform/ui/when-opened.tsx';
import { Input, Select } from 'antd';
import { ScrollText } from 'lucide-react';
import { useState } from 'react';
import { usePackInForce, usePacks } from './api.ts';
import { OpenProposals } from './OpenProposals.tsx';
import { PackHead } from './PackHead.tsx';
import { layersOf, PackSections } from './PackSections.tsx';
import type { ProposalStart } from './ProposalEditor.tsx';
import { ProposeButton } from './ProposeButton.tsx';
import type { PackEffect } from './VersionDrawer.tsx';
import { VersionTable } from './VersionTable.tsx';
import './policy.css';

const fields = { q: urlField.text(), pack: urlField.text(), version: urlField.text() };

const VersionDrawer = whenOpened(() => import('./VersionDrawer.tsx').then((m) => m.VersionDrawer));
const ProposalEditor = whenOpened(() => import('./ProposalEditor.tsx').then((m) => m.ProposalEditor));

function Finder({ q, onFind }: { q: string; onFind: (q: string, replace: boolean) => void }) {
  return (
    <Input.Search
      aria-label="在政策包里找"
      placeholder="找参考线、时限、规则、文号"
      allowClear
      style={{ width: 260 }}
      defaultValue={q}
      onSearch={(text) => onFind(text, false)}
      onChange={(event) => onFind(event.target.value, true)}
    />
  );
}

/** While there is no pack to show: waiting, none in force, or a fault. */
function Absent({ query }: { query: ReturnType<typeof usePackInForce> }) {
  if (query.isPending) return <RowsSkeleton rows={10} />;
  if (asProblem(query.error).status !== 404)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <EmptyState
      title="这里没有现行政策包"
      text="请省级先启用政策包；启用后，筛查和办理都按它执行。"
      icon={ScrollText}
    />
  );
}

type OpenedProps = {
  version: string;
  editing: ProposalStart | null;
  layerName: (id: string) => string;
  effect: PackEffect | undefined;
  onEdit: (start: ProposalStart | null) => void;
  onOpen: (version: string) => void;
};

/** The version that the address names, or over it the editor. */
function Opened({ version, editing, layerName, effect, onEdit, onOpen }: OpenedProps) {
  if (editing)
    return (
      <ProposalEditor
        start={editing}
        layerName={layerName}
        onDone={(made) => {
          onEdit(null);
          onOpen(made);
        }}
        onClose={() => onEdit(null)}
      />
    );
  if (version === '') return null;
  return (
    <VersionDrawer
      key={version}
      id={version}
      layerName={layerName}
      effect={effect}
      onPropose={onEdit}
      onClose={() => onOpen('')}
    />
  );
}

/**
 * The policy in force, value by value, with its source and the layer that set it; its versions and proposals, and for those who may, proposing and
 * confirming. `effect` is the part that reckons what a proposal would mean, handed in by the desk.
 */
export function PolicyPage({ effect }: { effect?: PackEffect }) {
  const [area] = useAreaScope();
  const [filter, setFilter] = useUrlState(fields);
  const [editing, setEditing] = useState<ProposalStart | null>(null);
  const may = useMay();
  const mayPropose = may('proposePack');
  const inForce = usePackInForce(area);
  const packs = usePacks().data?.items ?? [];
  const pack = packs.find((item) => item.id === filter.pack) ?? inForce.data;
  const layerOf = layersOf(packs, pack);
  const open = (version: string) => setFilter({ version });
  return (
    <>
      <PageHeader
        title="政策包"
        subtitle={`线、时限、指标和规则都从这里来；每个数写明依据，以及由哪一层设定。${mayPropose ? '改动由一人提议、另一人确认' : '只读'}`}
        acts={
          <>
            <Finder q={filter.q} onFind={(q, replace) => setFilter({ q }, { replace })} />
            {packs.length > 1 && pack && (
              <Select
                aria-label="政策包"
                style={{ width: 280 }}
                value={pack.id}
                options={packs.map((item) => ({ value: item.id, label: item.title }))}
                onChange={(id) => setFilter({ pack: id === inForce.data?.id ? '' : id })}
              />
            )}
            {mayPropose && pack && <ProposeButton pack={inForce.data ?? pack} onPropose={setEditing} />}
          </>
        }
      />
      {!pack && <Absent query={inForce} />}
      {may('previewPack') && <OpenProposals onOpen={open} />}
      {pack && <PackHead pack={pack} layerName={(id) => layerOf(id).title} />}
      {pack && (
        <PackSections
          pack={pack}
          search={filter.q}
          layerOf={layerOf}
          versions={<VersionTable code={pack.pack} current={filter.version} onOpen={open} />}
        />
      )}
      <Opened
        version={filter.version}
        editing={editing}
        layerName={(id) => layerOf(id).title}
        effect={effect}
        onEdit={setEditing}
        onOpen={open}
      />
    </>
  );
}
