import { placeWords } from '@shouwang/modules/areas/server/door.ts';
import { maskName } from '@shouwang/platform/crypto/mask.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import { defineExport, EXPORT_PAGE, type ExportWord } from '@shouwang/platform/exports/define.ts';
import type { z } from 'zod';
import {
  DISPATCH_STATES,
  type Dispatch,
  DispatchFilter,
  FOLLOW_UP_RESULTS,
  permissions,
  SHEET_KINDS,
} from '../contract.ts';
import { countDispatches, listDispatches } from './queries.ts';

const Filter = DispatchFilter.omit({ cursor: true, limit: true });
type Filter = z.infer<typeof Filter>;

const LEVELS: Readonly<Record<number, string>> = { 1: '红', 2: '橙', 3: '黄', 4: '绿' };

/** The work sheets as a file: filter and scope of the list; names masked, of the reasons their names only, never what was said. */
export function defineSheetExport(): void {
  defineExport({
    kind: 'warning.sheets',
    title: '线索与预警工作单',
    permission: permissions.listDispatches,
    filter: Filter,
    columns: [
      { title: '编号' },
      { title: '种类' },
      { title: '户主', masked: true },
      { title: '区划代码' },
      { title: '镇' },
      { title: '村' },
      { title: '等级' },
      { title: '理由' },
      { title: '状态' },
      { title: '接收日' },
      { title: '到期日' },
      { title: '结果' },
    ],
    withheld: '户主姓名遮蔽；理由只有名称；不含证件号码、电话、账号、健康信息和金额。',
    words,
    count: (tx, actor, filter) => countDispatches(tx, actor, filter),
    page: async (tx, actor, { filter, cursor }) => {
      const page = await listDispatches(tx, actor, { ...filter, cursor, limit: EXPORT_PAGE });
      return { rows: page.items.map(cellsOf), nextCursor: page.nextCursor };
    },
  });
}

function cellsOf(sheet: Dispatch): string[] {
  return [
    sheet.dispatchNo,
    SHEET_KINDS[sheet.kind],
    maskName(sheet.headName),
    sheet.areaCode,
    sheet.townName,
    sheet.villageName,
    LEVELS[sheet.level] ?? '',
    [...new Set(sheet.reasons.map(({ label, code }) => `${label} ${code}`))].join('、'),
    DISPATCH_STATES[sheet.state],
    sheet.receivedOn,
    sheet.dueOn,
    FOLLOW_UP_RESULTS[sheet.resultCode as keyof typeof FOLLOW_UP_RESULTS] ?? '',
  ];
}

async function words(tx: Tx, { area, kind, level, state, rule, ...flags }: Filter): Promise<ExportWord[]> {
  const all: ExportWord[] = [];
  if (area) all.push({ label: '地方', text: await placeWords(tx, area) });
  if (kind) all.push({ label: '种类', text: SHEET_KINDS[kind] });
  if (level) all.push({ label: '等级', text: LEVELS[level] ?? String(level) });
  if (state) all.push({ label: '状态', text: DISPATCH_STATES[state] });
  if (rule) all.push({ label: '理由', text: rule });
  const only = onlyWords(flags);
  return only ? [...all, { label: '只看', text: only }] : all;
}

function onlyWords({ open, overdue, renewed, need }: Pick<Filter, 'open' | 'overdue' | 'renewed' | 'need'>): string {
  if (need) return '需加强帮扶的户';
  if (renewed) return '逾期未办又有新提示的';
  if (overdue) return '逾期未入户的';
  return open ? '没有办结的' : '';
}
