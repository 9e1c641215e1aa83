import { expect, test } from 'vitest';
import { fileNameOf } from './download.ts';

test.each([
  ["attachment; filename*=UTF-8''%E6%B8%85%E5%8D%95.csv", '清单.csv'],
  ['attachment; filename="a.csv"', '文件'],
  ["attachment; filename*=UTF-8''%E6%B8", '文件'],
  [null, '文件'],
])('%s is saved as %s', (disposition, name) => {
  expect(fileNameOf(disposition)).toBe(name);
});
