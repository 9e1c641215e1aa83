import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { EmptyState } from '@shouwang/platform/ui/EmptyState.tsx';
import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { listOf } from '@shouwang/platform/ui/list-query.ts';
import { PageHeader } from '@shouwang/platform/ui/PageHeader.tsx';
import { asProblem } from '@shouwang/platform/ui/problem.ts';
import { RowsSkeleton } from '@shouwang/platform/ui/RowsSkeleton.tsx';
import { useAreaScope } from '@shouwang/platform/ui/session.ts';
import { UrlTabs } from '@shouwang/platform/ui/UrlTabs.tsx';
import { urlField } from '@shouwang/platform/ui/url-state.ts';
import { useUrlState } from '@shouwang/platform/ui/use-url-state.ts';
import { Input, Select } from 'antd';
import { ScrollText } from 'lucide-react';
import { useMemo } from 'react';
import type { PackView } from '../contract.ts';
import { usePackInForce, usePacks } from './api.ts';
import { PackHead } from './PackHead.tsx';
import { type LayerWords, packColumns } from './pack-columns.tsx';
import { matching, packSections, type SectionKey, withGroupHeads } from './pack-rows.ts';
import './policy.css';

const fields = { q: urlField.text(), pack: urlField.text() };
const TABS: [SectionKey, string][] = [
  ['parameters', '参考线、门槛和时限'],
  ['triggers', '提示规则'],
  ['indicators', '多维指标'],
  ['exclusions', '负面清单'],
  ['levels', '风险等级'],
  ['steps', '识别步骤'],
  ['categories', '监测对象类别'],
  ['sources', '文件'],
];

const LAYER_WORDS: Readonly<Record<number, string>> = { 2: '省级', 4: '市级', 6: '县级' };

/** Words for the layers of a pack, from the packs that are known. */
function layersOf(packs: readonly PackView[], own: PackView | undefined): (id: string) => LayerWords {
  const known = new Map(packs.map((item) => [item.pack, item]));
  return (id) => {
    const layer = known.get(id);
    return {
      title: layer?.title ?? id,
      short: (layer && LAYER_WORDS[layer.areaCode.length]) ?? id,
      isOwn: id === own?.pack && own.layers.length > 1,
    };
  };
}

type SectionsProps = { pack: PackView; search: string; layerOf: (id: string) => LayerWords };

function Sections({ pack, search, layerOf }: SectionsProps) {
  const sections = useMemo(() => packSections(pack), [pack]);
  const tabs = TABS.map(([key, label]) => {
    const rows = withGroupHeads(matching(sections[key], search));
    const content = (
      <DataTable
        label={label}
        query={listOf(rows)}
        columns={packColumns(key, layerOf)}
        rowKey={(row) => row.key}
        rowHeight={48}
        empty={{ title: '这一页没有找到', text: `没有含“${search}”的内容，看看别的页签。` }}
      />
    );
    return { key, label, count: rows.length, content };
  });
  return (
    <Card flush className="pol-sections">
      <UrlTabs tabs={tabs} />
    </Card>
  );
}

/** The policy in force, value by value, with its source and the layer that set it. Read only. */
export function PolicyPage() {
  const [area] = useAreaScope();
  const [filter, setFilter] = useUrlState(fields);
  const inForce = usePackInForce(area);
  const packs = usePacks().data?.items ?? [];
  const pack = packs.find((item) => item.id === filter.pack) ?? inForce.data;
  const layerOf = layersOf(packs, pack);
  const options = packs.map((item) => ({ value: item.id, label: item.title }));
  const acts = (
    <>
      <Input.Search
        aria-label="在政策包里找"
        placeholder="找参考线、时限、规则、文号"
        allowClear
        style={{ width: 260 }}
        defaultValue={filter.q}
        onSearch={(q) => setFilter({ q })}
        onChange={(event) => setFilter({ q: event.target.value }, { replace: true })}
      />
      {options.length > 1 && pack && (
        <Select
          aria-label="政策包"
          style={{ width: 280 }}
          value={pack.id}
          options={options}
          onChange={(id) => setFilter({ pack: id === inForce.data?.id ? '' : id })}
        />
      )}
    </>
  );
  return (
    <>
      <PageHeader
        title="政策包"
        subtitle="线、时限、指标和规则都从这里来；每个数写明依据，以及由哪一层设定。只读"
        acts={acts}
      />
      {!pack && inForce.isPending && <RowsSkeleton rows={10} />}
      {!pack && inForce.error && asProblem(inForce.error).status === 404 && (
        <EmptyState
          title="这里没有现行政策包"
          text="请省级先启用政策包；启用后，筛查和办理都按它执行。"
          icon={ScrollText}
        />
      )}
      {!pack && inForce.error && asProblem(inForce.error).status !== 404 && (
        <ErrorState error={inForce.error} onRetry={() => void inForce.refetch()} />
      )}
      {pack && <PackHead pack={pack} layerName={(id) => layerOf(id).title} />}
      {pack && <Sections pack={pack} search={filter.q} layerOf={layerOf} />}
    </>
  );
}
