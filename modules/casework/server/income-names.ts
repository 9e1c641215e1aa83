import { EXPENSE_ITEM, INCOME_ITEM } from '../../registry/income-codes.ts';

/** Name of an item of the income or expense list. */
export function itemName(direction: 'in' | 'out', code: string): string {
  return (direction === 'in' ? INCOME_ITEM[code]?.name : EXPENSE_ITEM[code]?.name) ?? '其他';
}
