import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { listOf } from '@shouwang/platform/ui/list-query.ts';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { TwoLines } from '@shouwang/platform/ui/TwoLines.tsx';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import type { PackDifference } from '../contract.versions.ts';
import { fieldName, foldRemoved, SECTION_NAMES, valueWords } from './difference-words.ts';

const KINDS = { changed: '改', added: '增', removed: '删' } as const;

function Values({ row }: { row: PackDifference }) {
  return (
    <span className="pol-values">
      {row.kind !== 'added' && <del>{valueWords(row, row.before)}</del>}
      {row.kind !== 'removed' && <ins>{valueWords(row, row.after)}</ins>}
    </span>
  );
}

const columns = (layerName: (id: string) => string): Column<PackDifference>[] => [
  {
    key: 'kind',
    title: '变化',
    nowrap: true,
    render: (row) => (
      <StatusTag kind={row.kind === 'removed' ? 'bad' : row.kind === 'added' ? 'ok' : 'policy'}>
        {KINDS[row.kind]}
      </StatusTag>
    ),
  },
  {
    key: 'what',
    title: '项目',
    render: (row) => (
      <TwoLines
        first={row.section === 'head' ? fieldName(row) : row.label}
        second={
          row.section === 'head' ? SECTION_NAMES.head : `${SECTION_NAMES[row.section]} ${row.code} · ${fieldName(row)}`
        }
      />
    ),
  },
  { key: 'values', title: '原值 → 新值', render: (row) => <Values row={row} /> },
  {
    key: 'source',
    title: '依据',
    hideOnPhone: true,
    render: (row) =>
      row.source ?? (row.standing === 'default' ? '平台默认，待本地确认' : <span className="sw-note">—</span>),
  },
  {
    key: 'layer',
    title: '设定层',
    hideOnPhone: true,
    render: (row) => (row.layer ? layerName(row.layer) : ''),
  },
];

/** Value by value what differs between two versions: old, new, basis, and the layer that set it. */
export function DifferenceTable({
  label,
  rows,
  layerName,
}: {
  label: string;
  rows: readonly PackDifference[];
  layerName: (id: string) => string;
}) {
  return (
    <DataTable
      label={label}
      query={listOf(foldRemoved(rows))}
      columns={columns(layerName)}
      rowKey={(row) => row.path}
      rowHeight={48}
      empty={{ title: '没有差异', text: '内容与对照的版本相同。' }}
    />
  );
}
