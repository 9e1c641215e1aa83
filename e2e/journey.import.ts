import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { demonstrationFile, ledgerLine, type Planted, spoiltFile } from './files.ts';
import type { Product } from './harness.ts';
import { card, goTo, type People, proveAgain, seen } from './people.ts';
import { equal, holds, type Steps } from './steps.ts';

const OFFICE = '翁源县医疗保障局数据专员';
const ROWS = 200;
const number = (text: string | null) => Number((text ?? '').replaceAll(/[^\d]/g, ''));

/** A department hands in its month: first a file with five bad rows, then the whole file. Returns where the first report stands. */
export async function importJourney(steps: Steps, people: People, product: Product): Promise<string> {
  const page = await steps.step('医保 data officer signs in', () => people.page(OFFICE));
  const file = spoiltFile(product.dataFolder, ROWS);
  await steps.step('uploads 200 settlements of which five are bad', async () => {
    await goTo(page, '数据导入');
    await upload(page, { name: 'YB-02_test.csv', mimeType: 'text/csv', buffer: file.csv });
  });
  const reportPath = new URL(page.url()).pathname;
  await steps.step('the report adds up: received = accepted + rejected', async () => {
    const [received, accepted, rejected] = await figures(page);
    equal([received, accepted, rejected], [file.rows, file.rows - file.planted.length, file.planted.length], 'rows');
  });
  await steps.step('exactly the five planted rows are refused, with row, column, value and reason', () =>
    checkRejected(page, file.planted),
  );
  await steps.step('downloads the refused rows', async () => {
    const text = await downloadRejected(page);
    const lines = text
      .replace(/^\uFEFF/, '')
      .trimEnd()
      .split(/\r?\n/);
    equal(lines.length, file.planted.length + 1, 'lines of the download');
    holds(text.includes('6,320元') && text.includes('#REF!'), 'the download keeps what the file said');
  });
  await steps.step('uploads the whole file, which replaces the month', async () => {
    const whole = demonstrationFile(product.dataFolder);
    const ledger = ledgerLine(product.dataFolder);
    await goTo(page, '数据导入');
    await seen(page.getByText('再传一份会整份替代它'));
    await upload(page, whole);
    const [received, accepted, rejected] = await figures(page);
    equal([received, accepted, rejected], [ledger.rows, ledger.rows - ledger.rejected, ledger.rejected], 'rows');
    await seen(page.getByText('已入库').first());
  });
  return reportPath;
}

/** The menu opens under the pointer; on a busy machine it may close again before it is reached. */
async function downloadRejected(page: Page): Promise<string> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const waiting = page.waitForEvent('download', { timeout: 15_000 }).catch(() => null);
    await page.mouse.move(0, 0);
    await page.getByRole('link', { name: /下载拒收行/ }).hover();
    await page
      .getByRole('link', { name: 'CSV', exact: true })
      .click({ timeout: 10_000 })
      .then(() => proveAgain(page))
      .catch(() => undefined);
    const download = await waiting;
    if (download) return readFileSync(await download.path(), 'utf8');
  }
  throw new Error('the refused rows could not be downloaded');
}

async function upload(page: Page, file: Parameters<ReturnType<Page['locator']>['setInputFiles']>[0]): Promise<void> {
  await seen(card(page, '上传文件'));
  await page.getByLabel(/YB-02 .*期的文件拖到这里/).setInputFiles(file);
  await page.waitForURL(/\/imports\/[^/?]+$/);
  await seen(page.getByRole('heading', { level: 1, name: '导入报告' }));
  await seen(card(page, '行数对账'), 60_000);
}

/** Received, accepted and rejected as the first line of the reconciliation shows them. */
async function figures(page: Page): Promise<number[]> {
  const words = await card(page, '行数对账').locator('.ex-equation').first().innerText();
  const found = /收到\s*([\d,]+).*?接受\s*([\d,]+).*?拒收\s*([\d,]+)/s.exec(words);
  holds(found, `no equation in ${words}`);
  return found.slice(1).map((text) => number(text ?? null));
}

async function checkRejected(page: Page, planted: readonly Planted[]): Promise<void> {
  const table = page.getByRole('table', { name: '拒收的行' });
  await seen(table);
  const rows = await table
    .locator('tbody tr')
    .evaluateAll((found) =>
      found.map((row) => [...row.querySelectorAll('td')].slice(0, 5).map((cell) => cell.textContent?.trim() ?? '')),
    );
  equal(rows.length, planted.length, 'refused rows');
  for (const { row, column, value, reason } of planted) {
    const found = rows.find((cells) => number(cells[0] ?? '') === row);
    holds(found, `row ${row} is not in the list: ${JSON.stringify(rows)}`);
    equal(found[1], column, `column of row ${row}`);
    holds(found[2]?.includes(value), `row ${row} shows "${found[2]}", not "${value}"`);
    holds(
      found[3] && found[3].includes(reason) && found[4],
      `row ${row} gives no reason or repair: ${JSON.stringify(found)}`,
    );
  }
}
