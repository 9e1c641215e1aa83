import { placeWords } from '@shouwang/modules/areas/server/door.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import { defineExport, EXPORT_PAGE, type ExportWord } from '@shouwang/platform/exports/define.ts';
import { PublicId } from '@shouwang/platform/schema/schema.ts';
import type { z } from 'zod';
import { HitFilter, permissions } from '../contract.runs.ts';
import { HIT_COLUMNS, hitCells } from '../rules.hits.ts';
import { listRunHits } from './hits.ts';
import { getRunNo } from './queries.ts';

const Filter = HitFilter.omit({ cursor: true, limit: true }).extend({ run: PublicId });
type Filter = z.infer<typeof Filter>;

const LEVELS = { hits: '红、橙、黄', '1': '红', '2': '橙', '3': '黄', undecided: '未能判断' } as const;

/** The households that a run points out, as a file: filter and scope of the list, names masked, no numbers of papers and no amounts. */
export function defineHitExport(): void {
  defineExport({
    kind: 'screening.hits',
    title: async (tx, { run }) => `筛查${await getRunNo(tx, run)}-提示的户`,
    permission: permissions.listRunHits,
    filter: Filter,
    columns: HIT_COLUMNS,
    withheld: '户主姓名遮蔽；不含证件号码、电话、账号、健康信息和金额。',
    words,
    count: async (tx, _actor, { run, ...filter }) => (await listRunHits(tx, run, { ...filter, limit: 1 })).total,
    page: async (tx, _actor, { filter: { run, ...filter }, cursor }) => {
      const page = await listRunHits(tx, run, { ...filter, cursor, limit: EXPORT_PAGE });
      return { rows: page.items.map(hitCells), nextCursor: page.nextCursor };
    },
  });
}

async function words(tx: Tx, { run, area, level, rule, fresh }: Filter): Promise<ExportWord[]> {
  const all: ExportWord[] = [{ label: '筛选批次', text: await getRunNo(tx, run) }];
  if (area) all.push({ label: '地方', text: await placeWords(tx, area) });
  if (level) all.push({ label: '等级', text: LEVELS[level] });
  if (rule) all.push({ label: '规则', text: rule });
  if (fresh) all.push({ label: '只看', text: '新进的户' });
  return all;
}
