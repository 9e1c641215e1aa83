import { RiskMark } from '@shouwang/platform/ui/RiskMark.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { TwoLines } from '@shouwang/platform/ui/TwoLines.tsx';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import type { PackRow, SectionKey } from './pack-rows.ts';

function Standing({ row }: { row: PackRow }) {
  if (row.standing === null) return row.source ? <span>{row.source}</span> : <span className="sw-note">—</span>;
  return (
    <TwoLines
      first={
        row.standing === 'source' ? (
          <StatusTag kind="ok">有文件依据</StatusTag>
        ) : (
          <StatusTag kind="waiting">平台默认，待本地确认</StatusTag>
        )
      }
      second={row.source ?? ''}
    />
  );
}

const name: Column<PackRow> = {
  key: 'label',
  title: '名称',
  render: (row) => <TwoLines first={row.label} second={<span className="sw-mono">{row.code}</span>} />,
};
const words = (title: string): Column<PackRow> => ({
  key: 'words',
  title,
  render: (row) => row.words ?? <span className="sw-note">—</span>,
});
const value = (title: string): Column<PackRow> => ({
  key: 'value',
  title,
  hideOnPhone: title !== '数值',
  render: (row) => (title === '数值' ? <b className="pol-value">{row.value}</b> : row.value),
});
const level: Column<PackRow> = {
  key: 'level',
  title: '等级',
  nowrap: true,
  render: (row) => (row.level === null ? '' : <RiskMark level={row.level} />),
};
const condition: Column<PackRow> = {
  key: 'condition',
  title: '条件（机器执行的原文）',
  hideOnPhone: true,
  render: (row) => <code className="sw-mono pol-condition">{row.condition ?? row.value}</code>,
};
const group = (title: string): Column<PackRow> => ({
  key: 'group',
  title,
  nowrap: true,
  hideOnPhone: true,
  render: (row) => row.group,
});
const source: Column<PackRow> = {
  key: 'source',
  title: '依据',
  hideOnPhone: true,
  render: (row) => <Standing row={row} />,
};

/** The pack's own values stand out from those that it inherits. */
function LayerTag({ layer }: { layer: LayerWords }) {
  return (
    <StatusTag kind={layer.isOwn ? 'policy' : 'neutral'} title={layer.title}>
      {layer.short}
    </StatusTag>
  );
}

/** A layer by the level of its area, its title on hover. */
export type LayerWords = { short: string; title: string; isOwn: boolean };

/** Columns of a section; the last one names the layer that set each value. */
export function packColumns(section: SectionKey, layerOf: (id: string) => LayerWords): Column<PackRow>[] {
  const layer: Column<PackRow> = {
    key: 'layer',
    title: '设定层',
    nowrap: true,
    hideOnPhone: true,
    render: (row) => (row.layer ? <LayerTag layer={layerOf(row.layer)} /> : ''),
  };
  const own: Record<SectionKey, Column<PackRow>[]> = {
    parameters: [group('分组'), name, value('数值'), words('说明'), source],
    triggers: [level, name, words('可宣读的理由'), condition, value('怎样解除'), source],
    indicators: [group('维度'), name, { ...value('权重'), nowrap: true }, words('可宣读的理由'), condition, source],
    exclusions: [name, words('为什么须由人判断'), value('例外'), condition, source],
    levels: [level, name, words('可宣读的理由'), condition, source],
    steps: [name, words('谁办'), { ...value('时限'), hideOnPhone: false, nowrap: true }, source],
    categories: [name, words('含义'), source],
    sources: [name, value('文号'), words('说明')],
  };
  return [...own[section], layer];
}
