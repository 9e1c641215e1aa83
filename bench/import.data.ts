import { closeSync, openSync, writeSync } from 'node:fs';
import { anItem } from '@shouwang/modules/exchange/fixtures.ts';
import { sqlText, withDuck } from '@shouwang/platform/columnar/duck.ts';
import { checkCharacter } from '@shouwang/platform/crypto/id-number.ts';
import { nameKeySql } from '@shouwang/platform/crypto/name-key.ts';
import { personKeySql } from '@shouwang/platform/crypto/person-key.ts';

/** Settlements a person, on average. */
const PER_PERSON = 2.5;
const KINDS = ['住院', '门诊特病', '普通门诊'];
const SURNAMES = [...'涂赖曾罗沈官巫张'];

/** The name of a person by his serial; hardly two have the same. */
function nameOf(person: number): string {
  const sign = (from: number, many: number, n: number) => String.fromCodePoint(from + (n % many));
  return `${SURNAMES[person % SURNAMES.length]}${sign(0x4e00, 3000, person)}${sign(0x6000, 2000, Math.floor(person / 3000))}`;
}

/** The valid ID number of a person by his serial. */
export function idOf(person: number): string {
  const year = 1935 + (person % 80);
  const month = String(1 + (Math.floor(person / 80) % 12)).padStart(2, '0');
  const day = String(1 + (Math.floor(person / 960) % 28)).padStart(2, '0');
  const body = `${440_200 + (Math.floor(person / 26_853_120) % 80)}${year}${month}${day}${String(Math.floor(person / 26_880) % 999).padStart(3, '0')}`;
  return body + checkCharacter(body);
}

function rowOf(i: number): string {
  const self = (i * 37) % 600_000;
  const cells = [
    idOf(Math.floor(i / PER_PERSON)),
    nameOf(Math.floor(i / PER_PERSON) + (i % 400 === 99 ? 1 : 0)),
    `2026-10-${String(1 + (i % 31)).padStart(2, '0')}`,
    KINDS[i % KINDS.length],
    ((self * 3) / 100).toFixed(2),
    ((self * 2) / 100).toFixed(2),
    '0.00',
    '0.00',
    (self / 100).toFixed(2),
    '参保',
    `YB202610${String(i).padStart(9, '0')}`,
  ];
  if (i % 2000 === 11) cells[0] = cells[0]?.slice(0, 17);
  if (i % 2000 === 311) cells[8] = '6320元';
  if (i % 2000 === 611) cells[2] = '2026-02-30';
  if (i % 2000 === 911) cells[1] = '';
  if (i % 2000 === 1211) cells[3] = '其它情况';
  if (i % 2000 === 1511) cells[4] = '-350.00';
  return cells.join(',');
}

/** Writes a YB-02 file of `rows` rows, 0.3 % of them faulty, 0.25 % with another name and 20 doubled; every row follows from its number. */
export function writeSettlements(path: string, rows: number): void {
  const file = openSync(path, 'w');
  writeSync(
    file,
    `${anItem('YB-02')
      .fields.map((field) => field.header)
      .join(',')}\n`,
  );
  let text = '';
  for (let i = 0; i < rows; i++) {
    text += `${rowOf(i >= rows - 20 ? i - 1000 : i)}\n`;
    if (text.length < 1_000_000) continue;
    writeSync(file, text);
    text = '';
  }
  writeSync(file, text);
  closeSync(file);
}

/** Writes the members of a county, of whom 96 in 100 persons of the file are one, as parquet and as CSV, and the keys of their names. */
export async function writeMembers(
  paths: { parquet: string; names: string; csv: string },
  rows: number,
): Promise<void> {
  const persons = Math.floor(rows / PER_PERSON);
  const ids = openSync(paths.csv, 'w');
  let text = '';
  for (let person = 0; person < persons; person++) {
    if (person % 25 === 7) continue;
    text += `${person},${idOf(person)},${nameOf(person)}\n`;
    if (text.length > 1_000_000) {
      writeSync(ids, text);
      text = '';
    }
  }
  writeSync(ids, text);
  closeSync(ids);
  const list = `read_csv(${sqlText(paths.csv)}, auto_detect = false, header = false, delim = ',', columns = {'n': 'BIGINT', 'id': 'VARCHAR', 'name': 'VARCHAR'})`;
  const member = `md5('m' || n::varchar)::uuid as member_id`;
  await withDuck(async (db) => {
    await db.run(
      `copy (select ${personKeySql('id')} as person_key, md5(('h' || (n // 4)::varchar))::uuid as household_id, ${member} from ${list}) to ${sqlText(paths.parquet)} (format parquet)`,
    );
    await db.run(
      `copy (select ${member}, ${nameKeySql('name')} as name_key from ${list}) to ${sqlText(paths.names)} (format parquet)`,
    );
  });
}
