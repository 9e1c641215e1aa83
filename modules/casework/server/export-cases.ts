import { placeWords } from '@shouwang/modules/areas/server/door.ts';
import { LINE_ROLES } from '@shouwang/modules/staff/contract.ts';
import { maskName } from '@shouwang/platform/crypto/mask.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import { defineExport, EXPORT_PAGE, type ExportWord } from '@shouwang/platform/exports/define.ts';
import type { z } from 'zod';
import {
  BOARD_COLUMNS,
  CaseQuery,
  type CaseRow,
  CHANNEL_NAMES,
  RISK_NAMES,
  type RiskType,
  STATE_NAMES,
} from '../contract.ts';
import { listCases } from './queries.ts';

const Filter = CaseQuery.omit({ cursor: true, limit: true, household: true });
type Filter = z.infer<typeof Filter>;

const LEVELS: Readonly<Record<number, string>> = { 1: '红', 2: '橙', 3: '黄', 4: '绿' };
const OPEN = { true: '在办', false: '已结束', all: '全部' } as const;

/** The cases of the list as a file: its filter and scope; names masked, nothing of what the visits found. */
export function defineCaseExport(): void {
  defineExport({
    kind: 'casework.cases',
    title: '识别办理清单',
    permission: LINE_ROLES,
    filter: Filter,
    columns: [
      { title: '办理编号' },
      { title: '对象', masked: true },
      { title: '区划代码' },
      { title: '地方' },
      { title: '等级' },
      { title: '渠道' },
      { title: '风险类型' },
      { title: '状态' },
      { title: '绿色通道' },
      { title: '已办天数' },
      { title: '法定天数' },
      { title: '本环节剩余天数' },
    ],
    withheld: '对象姓名遮蔽；不含证件号码、电话、账号、健康信息、核实和比对内容。',
    words,
    count: async (tx, actor, filter) => (await listCases(tx, actor, { ...filter, limit: 1 })).total,
    page: async (tx, actor, { filter, cursor }) => {
      const page = await listCases(tx, actor, { ...filter, cursor, limit: EXPORT_PAGE });
      return { rows: page.items.map(cellsOf), nextCursor: page.nextCursor };
    },
  });
}

function cellsOf(row: CaseRow): string[] {
  return [
    row.caseNo,
    maskName(row.headName),
    row.areaCode,
    row.areaName,
    LEVELS[row.level] ?? '',
    CHANNEL_NAMES[row.channel] ?? row.channel,
    row.riskTypes.map((type) => RISK_NAMES[type as RiskType] ?? type).join('、'),
    STATE_NAMES[row.state],
    row.greenChannel ? '是' : '',
    String(row.clock.day),
    String(row.clock.maxDays),
    row.clock.stepDaysLeft === null ? '' : String(row.clock.stepDaysLeft),
  ];
}

async function words(tx: Tx, filter: Filter): Promise<ExportWord[]> {
  const all: ExportWord[] = [];
  if (filter.area) all.push({ label: '地方', text: await placeWords(tx, filter.area) });
  if (filter.q) all.push({ label: '查找', text: filter.q });
  if (filter.column) all.push({ label: '环节', text: BOARD_COLUMNS[filter.column] });
  if (filter.state) all.push({ label: '状态', text: STATE_NAMES[filter.state] });
  if (filter.level) all.push({ label: '等级', text: LEVELS[filter.level] ?? String(filter.level) });
  all.push({ label: '办理情况', text: filter.overdue ? '逾期' : OPEN[filter.open] });
  return all;
}
