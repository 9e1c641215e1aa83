import { Worker } from 'node:worker_threads';
import type { FieldFault } from '@shouwang/platform/errors/refusal.ts';
import type { CatalogueItem, HeaderMap } from '../../rules.catalogue.ts';
import { ImportFailure } from './failure.ts';
import type { StageCounts } from './stage.ts';

/** What the worker is told. */
export interface WorkbookTask {
  path: string;
  item: CatalogueItem;
  paths: { rows: string; malformed: string };
}

/** What a workbook turned into. */
export interface StagedWorkbook {
  counts: StageCounts;
  records: number;
  header: string[];
  headerRow: number;
  map: HeaderMap;
}

type Message =
  | { kind: 'progress'; rows: number }
  | { kind: 'done'; result: StagedWorkbook }
  | { kind: 'failed'; code: string; detail: string; fields: FieldFault[] };

const LIMIT_SECONDS = 180;
const LIMIT_MIB = 512;

/**
 * Reads a workbook row by row in a thread of its own, with an upper bound of memory and time: whatever it unpacks to, the program
 * goes on. Rows are staged like those of a text file.
 */
export function stageWorkbook(task: WorkbookTask, onRows: (rows: number) => void): Promise<StagedWorkbook> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./workbook.worker.ts', import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: LIMIT_MIB },
    });
    const tooLarge = () =>
      reject(new ImportFailure('workbook-too-large', '表格太大，读不完。请另存为 CSV（UTF-8）后重新上传。'));
    const timer = setTimeout(() => {
      tooLarge();
      void worker.terminate();
    }, LIMIT_SECONDS * 1000);
    worker.on('message', (message: Message) => {
      if (message.kind === 'progress') return onRows(message.rows);
      if (message.kind === 'done') resolve(message.result);
      else reject(new ImportFailure(message.code, message.detail, message.fields));
      void worker.terminate();
    });
    worker.on('error', tooLarge);
    worker.on('exit', () => {
      clearTimeout(timer);
      tooLarge();
    });
  });
}
