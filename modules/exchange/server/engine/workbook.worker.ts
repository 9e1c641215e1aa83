import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { streamXlsxRows } from 'hucre/xlsx';
import { type CatalogueItem, headerScore } from '../../rules.catalogue.ts';
import { ImportFailure } from './failure.ts';
import { bestHeader, checkHeader, HEADER_ROWS } from './source.ts';
import { Stage } from './stage.ts';
import type { StagedWorkbook, WorkbookTask } from './workbook.ts';

const MAX_SHEETS = 20;
const REPORT_ROWS = 20_000;

type Cell = string | number | boolean | Date | null | undefined;

/** A cell as text: what a person would have typed. */
function textOf(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'boolean') return cell ? '是' : '否';
  if (typeof cell === 'number') return numberText(cell);
  return Number.isNaN(cell.getTime()) ? '#VALUE!' : cell.toISOString().slice(0, 10);
}

/** Numbers of more than 15 digits have lost their last ones; they are shown as the spreadsheet shows them. */
function numberText(value: number): string {
  if (Math.abs(value) >= 1e15) return value.toExponential(14).replace('e+', 'E+');
  return String(Number(value.toPrecision(15)));
}

async function* rowsOf(bytes: Buffer, sheet: number): AsyncGenerator<{ row: number; cells: string[] }> {
  for await (const { index, values } of streamXlsxRows(bytes, { sheet })) {
    yield { row: index + 1, cells: (values as Cell[]).map(textOf) };
  }
}

async function firstRows(bytes: Buffer, sheet: number): Promise<string[][] | null> {
  const rows: string[][] = Array.from({ length: HEADER_ROWS }, () => []);
  let any = false;
  for await (const { row, cells } of rowsOf(bytes, sheet)) {
    any = true;
    if (row > HEADER_ROWS) break;
    rows[row - 1] = cells;
  }
  return any ? rows : null;
}

/** The sheet and row with the item's header; workbooks often carry a cover or notes in front. */
async function findHeader(bytes: Buffer, item: CatalogueItem) {
  let best = { sheet: 0, ...bestHeader(item, []) };
  for (let sheet = 0; sheet < MAX_SHEETS; sheet++) {
    const rows = await firstRows(bytes, sheet).catch((error: unknown) => {
      if (sheet === 0) throw error;
      return null;
    });
    if (rows === null) break;
    const found = bestHeader(item, rows);
    if (headerScore(found.map) > headerScore(best.map)) best = { sheet, ...found };
  }
  checkHeader(item, best);
  return best;
}

async function stageWorkbook({ path, item, paths }: WorkbookTask): Promise<StagedWorkbook> {
  const bytes = readFileSync(path);
  const { sheet, headerRow, header, map } = await findHeader(bytes, item);
  const stage = new Stage(paths, { delimiter: ',', headerRow, columns: map.columns, pad: true });
  let records = headerRow;
  try {
    for await (const { row, cells } of rowsOf(bytes, sheet)) {
      if (row > headerRow) {
        stage.cells(row, cells);
        stage.counts.blank += Math.max(0, row - records - 1);
        records = Math.max(records, row);
      }
      if (row % REPORT_ROWS === 0) parentPort?.postMessage({ kind: 'progress', rows: row });
    }
  } finally {
    stage.close();
  }
  return { counts: stage.counts, records, header, headerRow, map };
}

try {
  parentPort?.postMessage({ kind: 'done', result: await stageWorkbook(workerData as WorkbookTask) });
} catch (error) {
  const failure =
    error instanceof ImportFailure
      ? error
      : new ImportFailure('workbook-broken', '表格已损坏或不是 xlsx，请从原程序重新导出。');
  parentPort?.postMessage({ kind: 'failed', code: failure.code, detail: failure.detail, fields: failure.fields });
}
