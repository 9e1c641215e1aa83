import { DueText } from '@shouwang/platform/ui/DueText.tsx';
import { RiskMark } from '@shouwang/platform/ui/RiskMark.tsx';
import { TwoLines } from '@shouwang/platform/ui/TwoLines.tsx';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import { Link } from 'react-router';
import type { AgendaCase, AgendaVillage } from '../contract.sessions.ts';

/** Group and size of a household in one line. */
export const homeWords = ({ group, size }: Pick<AgendaCase, 'group' | 'size'>) =>
  [group, `${size} 人`].filter(Boolean).join('　');

const labelOf = ({ categories, category }: AgendaCase) =>
  categories.find(({ code }) => code === category)?.label ?? '—';

/** One waiting household a row; `category` says what the category means at this step. */
export const queueColumns = (category: string | null): readonly Column<AgendaCase>[] => [
  { key: 'level', title: '等级', width: 64, render: (row) => <RiskMark level={row.level} /> },
  {
    key: 'head',
    title: '对象',
    render: (row) => <TwoLines first={<Link to={`/cases/${row.id}`}>{row.headName}户</Link>} second={homeWords(row)} />,
  },
  { key: 'no', title: '办理编号', nowrap: true, hideOnPhone: true, render: (row) => row.caseNo },
  ...(category ? [{ key: 'category', title: category, hideOnPhone: true, render: labelOf }] : []),
  {
    key: 'relatives',
    title: '已登记近亲属',
    hideOnPhone: true,
    render: (row) => row.relatives.map(({ name, relation }) => `${name}（${relation}）`).join('、') || '无',
  },
  {
    key: 'due',
    title: '本环节',
    nowrap: true,
    render: (row) => (row.notYet ? <span className="sw-note">{row.notYet}</span> : <DueText daysLeft={row.daysLeft} />),
  },
];

/** How much waits in a village, in the order of the codes: where help is needed, not who is slow. */
export const villageColumns: readonly Column<AgendaVillage>[] = [
  { key: 'name', title: '村', render: (row) => row.name },
  { key: 'meeting', title: '待评议', align: 'right', render: (row) => row.meeting },
  { key: 'notice', title: '待公示', align: 'right', render: (row) => row.notice },
  { key: 'running', title: '公示中', align: 'right', render: (row) => row.running },
  { key: 'report', title: '待报镇', align: 'right', render: (row) => row.report },
  { key: 'announcement', title: '待公告', align: 'right', render: (row) => row.announcement },
];
