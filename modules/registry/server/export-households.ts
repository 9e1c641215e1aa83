import { placeWords } from '@shouwang/modules/areas/server/door.ts';
import { LINE_ROLES } from '@shouwang/modules/staff/contract.ts';
import { maskName } from '@shouwang/platform/crypto/mask.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import { defineExport, EXPORT_PAGE, type ExportWord } from '@shouwang/platform/exports/define.ts';
import { splitId } from '@shouwang/platform/schema/schema.ts';
import type { z } from 'zod';
import { HOUSEHOLD_TYPE, MONITORING_STATE, nameOf } from '../codes.ts';
import { CATEGORY_NAMES, HouseholdFilter, type HouseholdRow, SORT_NAMES } from '../contract.ts';
import { searchKind } from '../rules.ts';
import { countHouseholds, pageHouseholds } from './list.ts';

/** A list found by the number of a person is that person: it is looked at, not exported, and the number is not kept with a request. */
const Filter = HouseholdFilter.omit({ cursor: true, limit: true }).refine(
  ({ q }) => q === undefined || !['idNumber', 'phone'].includes(searchKind(q)),
  '按证件号码或电话查到的户不整单导出，请清空查找框或改按姓名、户编号查找',
);
type Filter = z.infer<typeof Filter>;

const LEVELS: Readonly<Record<string, string>> = { '1': '红', '2': '橙', '3': '黄', '4': '绿', none: '未能判断' };

/** The list of households as a file: filter, order and scope of the list; name, ID number and phone masked; nothing about accounts and health. */
export function defineHouseholdExport(): void {
  defineExport({
    kind: 'registry.households',
    title: '农户名册',
    permission: LINE_ROLES,
    filter: Filter,
    columns: [
      { title: '户编号' },
      { title: '户主', masked: true },
      { title: '户主证件号码', masked: true },
      { title: '联系电话', masked: true },
      { title: '区划代码' },
      { title: '镇' },
      { title: '村' },
      { title: '组' },
      { title: '户类型' },
      { title: '共同生活人数' },
      { title: '风险等级' },
      { title: '缘由' },
      { title: '监测状态' },
      { title: '最近走访' },
    ],
    withheld: '户主姓名、证件号码、联系电话只有遮蔽形式；不含银行账号、健康信息和收支明细。',
    words,
    count: (tx, actor, filter) => countHouseholds(tx, actor, { ...filter, limit: 1 }),
    page: async (tx, actor, { filter, cursor }) => {
      const page = await pageHouseholds(tx, actor, { ...filter, cursor, limit: EXPORT_PAGE });
      const masks = await masksOf(tx, page.items);
      return { rows: page.items.map((row) => cellsOf(row, masks.get(row.id))), nextCursor: page.nextCursor };
    },
  });
}

interface Masks {
  idNumber: string | null;
  phone: string | null;
}

/** The masks of heads and phones of a page; the sealed numbers are not read. */
async function masksOf(tx: Tx, rows: readonly HouseholdRow[]): Promise<Map<string, Masks>> {
  if (rows.length === 0) return new Map();
  const keys = rows.map((row) => splitId(row.id));
  const found = await tx
    .selectFrom('registry.household as h')
    .leftJoin('registry.member as m', (join) =>
      join.onRef('m.county_code', '=', 'h.county_code').onRef('m.id', '=', 'h.head_member_id'),
    )
    .select(['h.county_code', 'h.id', 'h.contact_phone_mask', 'm.id_number_mask'])
    .where('h.county_code', 'in', [...new Set(keys.map(({ countyCode }) => countyCode))])
    .where((eb) => eb('h.id', '=', eb.fn.any(eb.val(keys.map(({ id }) => id)))))
    .execute();
  return new Map(
    found.map((row) => [
      `${row.county_code}:${row.id}`,
      { idNumber: row.id_number_mask, phone: row.contact_phone_mask },
    ]),
  );
}

function cellsOf(row: HouseholdRow, masks: Masks | undefined): string[] {
  return [
    row.householdNo,
    maskName(row.headName),
    masks?.idNumber ?? '',
    masks?.phone ?? '',
    row.areaCode,
    row.townName,
    row.villageName,
    row.groupNo ?? '',
    nameOf(HOUSEHOLD_TYPE, row.householdType),
    String(row.sharingCount),
    row.riskLevel === null ? '未能判断' : (LEVELS[row.riskLevel] ?? ''),
    row.riskReason ?? '',
    nameOf(MONITORING_STATE, row.monitoringState),
    row.lastVisitedOn ?? '',
  ];
}

async function words(tx: Tx, filter: Filter): Promise<ExportWord[]> {
  const all: ExportWord[] = [];
  if (filter.area) all.push({ label: '地方', text: await placeWords(tx, filter.area) });
  if (filter.q) all.push({ label: '查找', text: filter.q });
  if (filter.risk) all.push({ label: '风险等级', text: LEVELS[filter.risk] ?? filter.risk });
  if (filter.type) all.push({ label: '户类型', text: nameOf(HOUSEHOLD_TYPE, filter.type) });
  if (filter.state) all.push({ label: '监测状态', text: nameOf(MONITORING_STATE, filter.state) });
  if (filter.category) all.push({ label: '户型', text: CATEGORY_NAMES[filter.category] });
  if (filter.sort !== 'number') all.push({ label: '排序', text: SORT_NAMES[filter.sort] });
  return all;
}
