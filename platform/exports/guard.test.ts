import { expect, test } from 'vitest';
import { checkCharacter } from '../crypto/id-number.ts';
import { findBareNumber } from './guard.ts';

const body = '44022919500505001';
const idNumber = `${body}${checkCharacter(body)}`;
const wide = (text: string) => text.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

test.each([
  ['an ID number', idNumber, '证件号码'],
  ['an ID number within words', `户主${idNumber}。`, '证件号码'],
  ['an ID number in full-width digits', wide(idNumber), '证件号码'],
  ['an ID number of 15 digits', '440229500505001', '证件号码'],
  ['a mobile number', '电话15412345678', '电话号码'],
  ['a mobile number in groups', '154 1234 5678', '电话号码'],
  ['a mobile number with hyphens', '154-1234-5678', '电话号码'],
  ['a bank card', '6299991234567890123', '银行账号'],
  ['a bank card in groups', '6299 9912 3456 7890 123', '银行账号'],
  ['a card by its check digit', '4111111111111111', '银行账号'],
])('%s is found', (_what, cell, kind) => {
  expect(findBareNumber(cell)).toBe(kind);
});

test.each([
  '440229********001X',
  '154****6621',
  '6299********4408',
  '440229104201',
  'WY-0000123',
  'SR-1122-01',
  '2026-11-22',
  '1,234.50',
  '医疗自付 63,200.00 元',
  'DC-1122-7K3Q9M',
  '440229195005050019999',
  '',
])('%j is no bare number', (cell) => {
  expect(findBareNumber(cell)).toBeNull();
});
