import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type DuckSession, sqlText } from '@shouwang/platform/columnar/duck.ts';
import { dataPath } from '@shouwang/platform/config.ts';
import { withBulkLoad } from '@shouwang/platform/db/scope.ts';
import { to as copyTo } from 'pg-copy-streams';

/** Columns of `registry.v_member_snapshot` as they stand in the columnar file. */
const COLUMNS: Record<string, string> = {
  county_code: 'text',
  household_id: 'uuid',
  member_id: 'uuid',
  person_key: 'uuid',
  area_code: 'text',
  gender: 'text',
  birth_date: 'date',
  is_resident: 'boolean',
  shares_income: 'boolean',
  student_status: 'text',
  education: 'text',
  dropout_reason: 'text',
  health: 'text[]',
  disability_category: 'integer',
  disability_grade: 'integer',
  labour_ability: 'text',
  medical_insured: 'boolean',
  is_working: 'boolean',
  work_months: 'double precision',
};

/** The members of a county as a columnar file, exported once for each position of the registry's changes. */
export async function memberFile(db: DuckSession, countyCode: string): Promise<string> {
  if (!/^\d{6}$/.test(countyCode)) throw new RangeError('a county code is six digits');
  return withBulkLoad('match', async (client) => {
    await client.query('set transaction isolation level repeatable read, read only');
    const found = await client.query<{ pos: number }>(
      'select pos from registry.county_position where county_code = $1',
      [countyCode],
    );
    const folder = dataPath('snapshot', countyCode, String(found.rows[0]?.pos ?? 0));
    const path = `${folder}/members.parquet`;
    if (found.rowCount && existsSync(path)) return path;
    mkdirSync(folder, { recursive: true });
    const csv = `${path}.${process.pid}.match.csv`;
    const draft = `${path}.${process.pid}.match.tmp`;
    try {
      await pipeline(
        client.query(copyTo(`copy (${exportSql(countyCode)}) to stdout (format csv, null '\\N')`)),
        createWriteStream(csv),
      );
      await db.run(`copy (${importSql(csv)}) to ${sqlText(draft)} (format parquet, compression zstd)`);
      renameSync(draft, path);
    } finally {
      rmSync(csv, { force: true });
      rmSync(draft, { force: true });
    }
    return path;
  });
}

function exportSql(countyCode: string): string {
  const columns = Object.entries(COLUMNS).map(([name, type]) =>
    type === 'text[]' ? `array_to_string(m.${name}, ',') as ${name}` : `m.${name}`,
  );
  return `select ${columns.join(', ')} from registry.v_member_snapshot m where m.county_code = '${countyCode}'`;
}

function importSql(csv: string): string {
  const types = Object.entries(COLUMNS).map(([name, type]) => `'${name}': '${type === 'text[]' ? 'text' : type}'`);
  const columns = Object.entries(COLUMNS).map(([name, type]) =>
    type === 'text[]' ? `string_split(nullif(${name}, ''), ',') as ${name}` : name,
  );
  return `select ${columns.join(', ')} from read_csv(${sqlText(csv)}, auto_detect = false, delim = ',', quote = '"', escape = '"', header = false, nullstr = '\\N', columns = {${types.join(', ')}})`;
}
