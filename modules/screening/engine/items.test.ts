import { describe, expect, it } from 'vitest';
import { catalogue } from '../../exchange/catalogue.ts';
import { ITEM_LABELS, type ItemCode } from './items.ts';

/** Whether a name is made of the signs of a longer one, in their order: 医保局 of 县医疗保障局. */
function shortens(short: string, full: string): boolean {
  let at = 0;
  for (const sign of short) {
    at = full.indexOf(sign, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

describe('the names of items and offices', () => {
  it('are short for those of the exchange catalogue', () => {
    expect(shortens('水利局', '县水务局')).toBe(false);
    const named = catalogue().filter(({ code }) => code in ITEM_LABELS);
    expect(named).toHaveLength(8);
    for (const { code, name, departmentName } of named) {
      const { label, department } = ITEM_LABELS[code as ItemCode];
      expect([code, label, shortens(label, name)]).toEqual([code, label, true]);
      expect([code, department, shortens(department, departmentName)]).toEqual([code, department, true]);
    }
  });
});
