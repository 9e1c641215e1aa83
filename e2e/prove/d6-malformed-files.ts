import { readFileSync, writeFileSync } from 'node:fs';
import { type MalformedFilesReader, proveMalformedFiles } from '@shouwang/modules/exchange/server/engine/prove.ts';
import type { RefusedRow } from '@shouwang/modules/exchange/server/engine/refusals.ts';
import { conclude, type Proof, runSeeded } from './proof.ts';

/** Files within which each planted defect must show. */
const SEEDED_FILES = 300;

/** The reader with its explanations changed. */
function explaining(
  { check, explain }: MalformedFilesReader,
  change: (rows: RefusedRow[]) => RefusedRow[],
): MalformedFilesReader {
  return {
    check,
    async *explain(...args) {
      for await (const page of explain(...args)) yield change(page);
    },
  };
}

/** The reader that gets another file than the one that was sent. */
function misreading({ check, explain }: MalformedFilesReader, change: (text: string) => string): MalformedFilesReader {
  return {
    explain,
    check: (db, task, onProgress) => {
      const changed = change(readFileSync(task.path, 'latin1'));
      writeFileSync(task.path, changed, 'latin1');
      return check(db, { ...task, size: changed.length }, onProgress);
    },
  };
}

const DEFECTS: Record<string, (right: MalformedFilesReader) => MalformedFilesReader> = {
  'stops at a control character': (right) => misreading(right, (text) => text.split('\u0000')[0] ?? ''),
  'takes lines together at an open quote': (right) => misreading(right, (text) => text.replace(/"\n/, '" ')),
  'falls over on a faulty file': (right) => ({
    ...right,
    check: async (...args) => {
      const checked = await right.check(...args);
      if (checked.counts.malformed > 0) throw new RangeError('Invalid array length');
      return checked;
    },
  }),
  'counts a refused row as accepted': (right) => ({
    ...right,
    check: async (...args) => {
      const checked = await right.check(...args);
      return checked.rejected > 0
        ? { ...checked, rejected: checked.rejected - 1, accepted: checked.accepted + 1 }
        : checked;
    },
  }),
  'leaves the last refused row unexplained': (right) => explaining(right, (rows) => rows.slice(0, -1)),
  'does not say how to repair': (right) => explaining(right, (rows) => rows.map((row) => ({ ...row, repair: '' }))),
  'shows a number of a person': (right) =>
    explaining(right, (rows) => rows.map((row) => ({ ...row, shown: row.line.join(' ').slice(0, 200) }))),
};

/** D6: whatever a department sends, the import comes to an end and every row is accounted for. */
export const malformedFiles: Proof = {
  id: 'D6',
  title: 'malformed department files are refused row by row, never crash',
  run: async ({ n, seed, small }) => {
    const answer = await proveMalformedFiles({ n: n ?? (small ? 40 : 10_000), seed });
    const seeds = await runSeeded(
      Object.entries(DEFECTS).map(([name, seeded]) => ({
        name,
        noticed: async () => {
          const { violation } = await proveMalformedFiles({ n: SEEDED_FILES, seed, seeded });
          return violation !== null;
        },
      })),
    );
    const { files, refusedFiles, rowsIn, accepted, rejected, violation } = answer;
    return conclude(
      violation === null ? [] : [violation],
      `${violation === null ? 0 : 1} violations in ${files} files (${refusedFiles} refused whole); rows in ${rowsIn} = accepted ${accepted} + rejected ${rejected}`,
      { n: files, seeds },
    );
  },
};
