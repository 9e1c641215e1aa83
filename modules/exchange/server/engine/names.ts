import { type DuckSession, sqlText } from '@shouwang/platform/columnar/duck.ts';
import { normaliseName } from '@shouwang/platform/crypto/name-key.ts';
import { MAX_FLAGGED_ROWS } from '../../contract.ts';
import { type CatalogueItem, type HeaderMap, nameField } from '../../rules.catalogue.ts';
import { trimCell } from '../../rules.fields.ts';
import { showValue } from '../../rules.show.ts';
import type { StagedPaths } from './check.ts';
import { oddNamesSql, wholeRows } from './check-sql.ts';
import type { ReportedRow } from './refusals.ts';

const PAIR = '\u001f';
const END = '\u001e';

/**
 * The few names of the file that are not in their one form as they stand, with that form, as table `odd`. It is worked out here, since the
 * columnar engine does not know all compatibility forms; nothing of it is written to disk.
 */
export async function formOddNames(db: DuckSession, item: CatalogueItem): Promise<void> {
  await db.run('create table odd (raw text, normal text)');
  const names = await db.rows<{ raw: string }>(oddNamesSql(item));
  if (names.length === 0) return;
  // Control characters have been refused, so that they can stand between the pairs.
  const pairs = names.map(({ raw }) => raw + PAIR + normaliseName(raw)).join(END);
  const part = (n: number) => `split_part(pair, ${sqlText(PAIR)}, ${n})`;
  await db.run(
    `insert into odd select ${part(1)}, ${part(2)} from (select unnest(string_split($1, ${sqlText(END)})) as pair)`,
    [pairs],
  );
}

const WORDS = {
  code: 'name-mismatch',
  reason: '与户籍登记姓名不一致',
  repair: '核对是否同一人；曾用名、生僻字以证件为准',
} as const;

/** The accepted rows whose name is another than the registered one, in the order of the file, some thousand at a time. */
export async function* explainNames(
  db: DuckSession,
  { item, map, staged }: { item: CatalogueItem; map: HeaderMap; staged: StagedPaths },
  pageSize = 5000,
): AsyncGenerator<ReportedRow[]> {
  const at = nameField(item);
  const field = item.fields[at];
  if (!field) return;
  const listed = `select row_no from accepted where name_differs order by row_no limit ${MAX_FLAGGED_ROWS}`;
  await db.run(
    `create or replace table misnamed as select s.* from ${wholeRows(staged, map.positions)} s where row_no in (${listed})`,
  );
  for (let after = 0; ; ) {
    const rows = await db.rows<Record<string, string | number | null>>(
      `select * from misnamed where row_no > ${after} order by row_no limit ${pageSize}`,
    );
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((row) => {
      const line = Array.from({ length: staged.columns }, (_, i) => String(row[`c${i}`] ?? ''));
      const value = trimCell(line[map.positions[at] ?? -1] ?? '');
      return { rowNo: Number(row.row_no), column: field.header, shown: showValue(field, value), ...WORDS, line };
    });
    after = Number(last.row_no);
  }
}
