import { ITEMS, type ItemCode } from './department-items.ts';
import { checkDigit } from './id-numbers.ts';
import type { ErrorCode } from './ledger.ts';

/** A row after it was spoilt: the cells as written and what must be said about them. */
type Spoilt = { cells: string[]; column: string | null; code: ErrorCode; value: string };

type Spoiler = { key: string; spoil: (item: ItemCode, cells: readonly string[], month: string) => Spoilt | null };

const wrongCheck = (id: string) => {
  const right = checkDigit(id.slice(0, 17));
  return id.slice(0, 17) + (right === '3' ? '7' : '3');
};

function inColumn(
  column: string | undefined,
  code: ErrorCode,
  change: (old: string, month: string) => string,
): Spoiler['spoil'] {
  return (item, cells, month) => replaceCell({ item, cells, column }, code, (old) => change(old, month));
}

function replaceCell(
  at: { item: ItemCode; cells: readonly string[]; column: string | undefined },
  code: ErrorCode,
  change: (old: string) => string,
): Spoilt | null {
  const column = at.column;
  const position = column === undefined ? -1 : ITEMS[at.item].headers.indexOf(column);
  if (column === undefined || position < 0) return null;
  const cells = [...at.cells];
  const value = change(cells[position] ?? '');
  cells[position] = value;
  return { cells, column, code, value };
}

const inKind =
  (
    kind: 'amount' | 'date' | 'month' | 'category',
    code: ErrorCode,
    change: (month: string) => string,
  ): Spoiler['spoil'] =>
  (item, cells, month) =>
    replaceCell({ item, cells, column: ITEMS[item][kind] }, code, () => change(month));

const yearOf = (month: string) => Number(month.slice(0, 4));

/** All errors that can be planted, in the order in which they come; those that an item has no column for are left out. */
export const SPOILERS: readonly Spoiler[] = [
  { key: 'check-digit', spoil: inColumn('证件号码', 'ID_CHECK_DIGIT', wrongCheck) },
  { key: 'seventeen-digits', spoil: inColumn('证件号码', 'ID_LENGTH', (id) => id.slice(0, 17)) },
  { key: 'empty-name', spoil: inColumn('姓名', 'REQUIRED_MISSING', () => '') },
  { key: 'text-number', spoil: inKind('amount', 'NOT_A_NUMBER', () => '6,320元') },
  { key: 'cell-error', spoil: inKind('amount', 'CELL_ERROR', () => '#REF!') },
  { key: 'negative', spoil: inKind('amount', 'NEGATIVE_NUMBER', () => '-350.00') },
  { key: 'future-date', spoil: inKind('date', 'DATE_IN_FUTURE', (month) => `${yearOf(month) + 2}-03-15`) },
  { key: 'bad-date', spoil: inKind('date', 'DATE_INVALID', (month) => `${yearOf(month)}-02-30`) },
  { key: 'month-13', spoil: inKind('month', 'MONTH_INVALID', (month) => `${yearOf(month)}13`) },
  { key: 'unknown-category', spoil: inKind('category', 'UNKNOWN_CODE', () => '其它情况') },
  {
    key: 'extra-cell',
    spoil: (_item, cells) => ({
      cells: [...cells, '已电话核实'],
      column: null,
      code: 'EXTRA_CELL',
      value: '已电话核实',
    }),
  },
  {
    key: 'repeated-document',
    spoil: (item, cells) => {
      const position = ITEMS[item].headers.indexOf(ITEMS[item].document ?? '');
      const amount = ITEMS[item].headers.indexOf('个人自付');
      if (position < 0 || amount < 0) return null;
      const said = cells.map((cell, i) => (i === amount ? (Number(cell) + 100).toFixed(2) : cell));
      return {
        cells: said,
        column: ITEMS[item].document ?? null,
        code: 'DOCUMENT_REPEATED',
        value: cells[position] ?? '',
      };
    },
  },
  {
    key: 'duplicate',
    spoil: (_item, cells) => ({ cells: [...cells], column: null, code: 'DUPLICATE_ROW', value: '' }),
  },
];
