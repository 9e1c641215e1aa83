import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { listOf } from '@shouwang/platform/ui/list-query.ts';
import { UrlTabs } from '@shouwang/platform/ui/UrlTabs.tsx';
import { type ReactNode, useMemo } from 'react';
import type { PackView } from '../contract.ts';
import { type LayerWords, packColumns } from './pack-columns.tsx';
import { matching, packSections, type SectionKey, withGroupHeads } from './pack-rows.ts';

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
export function layersOf(packs: readonly PackView[], own: PackView | undefined): (id: string) => LayerWords {
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

type SectionsProps = {
  pack: PackView;
  search: string;
  layerOf: (id: string) => LayerWords;
  /** The list of versions, as the last tab. */
  versions: ReactNode;
};

/** All values of a pack, part by part. */
export function PackSections({ pack, search, layerOf, versions }: SectionsProps) {
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
    <Card flush>
      <UrlTabs tabs={[...tabs, { key: 'versions', label: '版本和提议', content: versions }]} />
    </Card>
  );
}
