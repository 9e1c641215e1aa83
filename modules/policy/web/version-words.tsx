import { DateText } from '@shouwang/platform/ui/DateText.tsx';
import { type StatusKind, StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { TwoLines } from '@shouwang/platform/ui/TwoLines.tsx';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import type { PackStanding, PackVersion } from '../contract.versions.ts';

const STANDINGS: Readonly<Record<PackStanding, { kind: StatusKind; name: string }>> = {
  proposed: { kind: 'waiting', name: '待确认' },
  scheduled: { kind: 'running', name: '待生效' },
  'in-force': { kind: 'ok', name: '现行' },
  retired: { kind: 'neutral', name: '已停用' },
  refused: { kind: 'bad', name: '已退回' },
  withdrawn: { kind: 'neutral', name: '已撤回' },
};

/** Where a version stands, as a tag. */
export function StandingTag({ standing }: { standing: PackStanding }) {
  return <StatusTag kind={STANDINGS[standing].kind}>{STANDINGS[standing].name}</StatusTag>;
}

/** From when to when a version holds, or would. */
export function periodWords({ standing, inForceFrom, effectiveFrom, supersededOn }: PackVersion): string {
  if (inForceFrom === null) return standing === 'proposed' ? `拟自 ${effectiveFrom} 起` : '未生效';
  if (inForceFrom === supersededOn) return '未曾生效';
  return `${inForceFrom} 起${supersededOn ? `，${supersededOn} 前` : ''}`;
}

/** Somebody and when. */
export function Done({ by, at }: { by: string | null; at: string | null }) {
  if (by === null) return <span className="sw-note">—</span>;
  return <TwoLines first={by} second={at ? <DateText value={at} form="minute" /> : ''} />;
}

/** Columns of the list of versions. */
export const versionColumns: Column<PackVersion>[] = [
  {
    key: 'version',
    title: '版本',
    render: (row) => <TwoLines first={`第 ${row.versionNo} 版`} second={row.name} />,
  },
  { key: 'standing', title: '状态', nowrap: true, render: (row) => <StandingTag standing={row.standing} /> },
  { key: 'period', title: '生效', nowrap: true, hideOnPhone: true, render: periodWords },
  {
    key: 'proposed',
    title: '提议',
    hideOnPhone: true,
    render: (row) => <Done by={row.proposedBy} at={row.proposedAt} />,
  },
  {
    key: 'decided',
    title: '确认、退回或撤回',
    hideOnPhone: true,
    render: (row) => (
      <Done by={row.closedBy ?? row.activatedBy} at={row.closedBy === null ? row.activatedAt : row.closedAt} />
    ),
  },
  {
    key: 'reason',
    title: '缘由',
    hideOnPhone: true,
    render: (row) => <span className="pol-reason">{row.reason ?? (row.origin === 'product' ? '随产品发布' : '')}</span>,
  },
];
