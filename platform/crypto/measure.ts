/** `node platform/crypto/measure.ts`: figures of this machine for sealing, person keys and passwords. */
import { DuckDBInstance } from '@duckdb/node-api';
import { type FieldCipher, openField, sealField } from './field.ts';
import { idNumberProblemSql } from './id-number-sql.ts';
import { hashPassword } from './password.ts';
import { personKey, personKeySql } from './person-key.ts';

const FIELDS = 100_000;
const ROWS = 500_000;

const say = (line: string) => process.stdout.write(`${line}\n`);
const rate = (count: number, ms: number) => `${Math.round((count / ms) * 1000).toLocaleString('en')} /s`;

async function timed(name: string, count: number, work: () => unknown): Promise<void> {
  const started = performance.now();
  await work();
  say(`${name}: ${rate(count, performance.now() - started)}`);
}

const place = (i: number) => ({ table: 'registry.member', column: 'id_number', row: String(i) });
const number = '440229199003074416';

for (const cipher of ['sm4', 'aes'] satisfies FieldCipher[]) {
  const sealed: Buffer[] = [];
  for (let i = 0; i < 5000; i++) sealField(number, place(i), cipher);
  await timed(`sealField ${cipher}, one core`, FIELDS, () => {
    for (let i = 0; i < FIELDS; i++) sealed.push(sealField(number, place(i), cipher));
  });
  await timed(`openField ${cipher}, one core`, FIELDS, () => {
    for (const [i, value] of sealed.entries()) openField(value, place(i));
  });
}
await timed('personKey, one core', FIELDS, () => {
  for (let i = 0; i < FIELDS; i++) personKey(number);
});
await timed('hashPassword (2 at once)', 20, () => Promise.all(Array.from({ length: 20 }, () => hashPassword('x'))));

const duck = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
await duck.run(
  `CREATE TABLE t AS SELECT lpad(CAST(440229190001010000 + i * 7919 AS VARCHAR), 18, '0') AS id FROM range(${ROWS}) r(i)`,
);
await timed('personKeySql, DuckDB, 2 threads', ROWS, () =>
  duck.runAndReadAll(`SELECT max(${personKeySql('id')}) FROM t`),
);
await timed('idNumberProblemSql, DuckDB, 2 threads', ROWS, () =>
  duck.runAndReadAll(`SELECT ${idNumberProblemSql('id')} AS p, count(*) FROM t GROUP BY 1`),
);
