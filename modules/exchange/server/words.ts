import type { DepartmentWord, HouseholdWords, WordItem, WordSource } from '@shouwang/modules/registry/contract.ts';
import { asksForLook, compareWord } from '@shouwang/modules/registry/rules.ts';
import {
  type HouseholdRef,
  isHealthRevealed,
  noteLook,
  type StatedHousehold,
  statedHousehold,
} from '@shouwang/modules/registry/server/door.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { addMonths } from '@shouwang/platform/clock/days.ts';
import { sqlText, withDuck } from '@shouwang/platform/columnar/duck.ts';
import { type Actor, systemActor, withScope } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import { findItem } from '../catalogue.ts';
import { latestRows, type Said, WORD_MONTHS, WORD_PLANS, type WordRow } from '../rules.ts';
import { type BatchInForce, listBatchesInForce } from './in-force.ts';

const ITEMS = Object.keys(WORD_PLANS) as WordItem[];

/**
 * What the files in force say of a household and its current members, beside what the registry says. Not found when the household lies outside the
 * actor's area; health only while the actor has revealed it with a reason (`health-masked`).
 */
export async function listDepartmentWords(
  actor: Actor,
  ref: HouseholdRef,
  { health }: { health: boolean },
): Promise<HouseholdWords> {
  const registry = await withScope(actor, async (tx) => {
    const stated = await statedHousehold(tx, ref);
    if (health && !(await isHealthRevealed(tx, actor, ref)))
      throw new Refusal('health-masked', { status: 403, detail: '涉及健康，请先写明事由查看健康状况。' });
    await noteLook(tx, actor, { ref, areaCode: stated.areaCode });
    return stated;
  });
  // The files are the county's: the household was found in the actor's own area, and only its members are asked for.
  const today = clock.today().slice(0, 7).replace('-', '');
  const batches = await withScope(systemActor(registry.countyCode, '部门数据'), (tx) =>
    listBatchesInForce(tx, registry.countyCode, today),
  );
  const files = ITEMS.flatMap((item) => filesOf(item, batches, addMonths(today, -WORD_MONTHS)));
  const rows = latestRows(await readRows(files, registry.memberIds));
  const words = rows.flatMap((row) => wordsOf(row, registry, files));
  return {
    sources: ITEMS.map((item) => sourceOf(item, { files, words, health })),
    words: words.filter((word) => health || !WORD_PLANS[word.itemCode].health),
  };
}

type File = BatchInForce & { itemCode: WordItem };

/** The files of an item that count: of a list the latest alone, of dated rows those of the last year. */
function filesOf(item: WordItem, batches: readonly BatchInForce[], since: string): File[] {
  const own = batches.filter((batch) => batch.itemCode === item && batch.period >= since);
  const counted = WORD_PLANS[item].reads === 'list' ? own.slice(-1) : own;
  return counted.map((batch) => ({ ...batch, itemCode: item }));
}

interface Raw {
  item: WordItem;
  batch_id: string;
  row_no: number;
  member_id: string;
  dated: string | null;
  cells: (string | null)[];
}

/** One statement over all files, for these members alone. */
async function readRows(files: readonly File[], memberIds: readonly string[]): Promise<WordRow[]> {
  if (files.length === 0 || memberIds.length === 0) return [];
  const delivered = ITEMS.filter((item) => files.some((file) => file.itemCode === item));
  const sql = delivered.map((item) => itemSql(item, files, memberIds.length)).join('\nunion all\n');
  const raw = await withDuck((db) => db.rows<Raw>(sql, [...memberIds]), { memoryMiB: 256, threads: 1 });
  const periods = new Map(files.map((file) => [file.batchId, file.period]));
  return raw.map((row) => ({
    itemCode: row.item,
    batchId: row.batch_id,
    period: periods.get(row.batch_id) ?? '',
    rowNo: row.row_no,
    memberId: row.member_id,
    dated: row.dated,
    cells: Object.fromEntries(WORD_PLANS[row.item].columns.map((column, index) => [column, row.cells[index] ?? null])),
  }));
}

function itemSql(item: WordItem, files: readonly File[], members: number): string {
  const plan = WORD_PLANS[item];
  const paths = files.filter((file) => file.itemCode === item).map((file) => sqlText(file.parquetPath));
  const cells = plan.columns.map((column) => `cast("${column}" as varchar)`);
  const marks = Array.from({ length: members }, (_, index) => `$${index + 1}::uuid`);
  return `select ${sqlText(item)} as item, batch_id, row_no, member_id, cast(${plan.dated} as varchar) as dated, [${cells.join(', ')}] as cells
    from read_parquet([${paths.join(', ')}], union_by_name = true) where member_id in (${marks.join(', ')})`;
}

function wordsOf(row: WordRow, registry: StatedHousehold, files: readonly File[]): DepartmentWord[] {
  const plan = WORD_PLANS[row.itemCode];
  const file = files.find((one) => one.batchId === row.batchId);
  if (!file) return [];
  const memberId = plan.subject === 'member' ? row.memberId : null;
  return plan.say(row.cells).flatMap((said) => {
    const stated = registry.of(memberId, said.topic);
    if (!stated) return [];
    const day = dayOfWord(said, row, file);
    return {
      itemCode: row.itemCode,
      departmentName: findItem(row.itemCode)?.departmentName ?? row.itemCode,
      memberId,
      topic: said.topic,
      values: said.values,
      text: said.text,
      day,
      dataDate: file.dataDate,
      batchId: `${registry.countyCode}:${file.batchId}`,
      batchNo: file.batchNo,
      rowNo: row.rowNo,
      registryText: stated.text,
      registryOn: stated.confirmedOn,
      verdict: compareWord({ values: said.values, day }, stated),
    };
  });
}

const dayOfWord = (said: Said, row: WordRow, file: File) => (said.holds ? file.dataDate : (row.dated ?? file.dataDate));

function sourceOf(
  item: WordItem,
  { files, words, health }: { files: readonly File[]; words: readonly DepartmentWord[]; health: boolean },
): WordSource {
  const entry = findItem(item);
  const latest = files.findLast((file) => file.itemCode === item);
  const own = words.filter((word) => word.itemCode === item);
  const masked = WORD_PLANS[item].health && !health;
  const spoke = own.length > 0 ? 'spoke' : 'silent';
  return {
    itemCode: item,
    itemName: entry?.name ?? item,
    departmentName: entry?.departmentName ?? item,
    standing: latest === undefined ? 'missing' : masked ? 'masked' : spoke,
    dataDate: latest?.dataDate ?? null,
    differs: own.some((word) => asksForLook(word.verdict)),
  };
}
