import fc from 'fast-check';
import { expect, it } from 'vitest';
import { maskAccount, maskIdNumber, maskName, maskPhone } from './mask.ts';

it.each([
  [maskIdNumber, '44022919900307001X', '440229********001X'],
  [maskIdNumber, '110105491231002', '110105*****1002'],
  [maskIdNumber, '12345', '*****'],
  [maskPhone, '15412346621', '154****6621'],
  [maskPhone, '2876543', '*****43'],
  [maskPhone, '12317', '*****'],
  [maskAccount, '6299991234564408', '6299********4408'],
  [maskAccount, '6299 9912 3456 7894408', '6299********4408'],
  [maskAccount, '1234', '********'],
  [maskName, '曾木生', '曾*生'],
  [maskName, '邓英', '邓*'],
  [maskName, '欧阳建华', '欧**华'],
  [maskName, '李', '*'],
  [maskName, '', ''],
  [maskName, '曾 生', '曾*'],
  [maskName, '阿卜杜拉·买买提', '阿***·买**'],
  [maskName, '阿·买', '阿·*'],
  [maskName, '𠮷田花', '𠮷*花'],
  [maskName, 'Nguyen Thi Hoa', 'N***** T** H**'],
])('%o(%s) -> %s', (mask, value, expected) => expect(mask(value)).toBe(expected));

it('never shows a value whole, nor more than half of an ID number', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (value) => {
      const trimmed = value.trim();
      const whole = trimmed !== '' && !trimmed.includes('*');
      return !whole || [maskIdNumber, maskPhone, maskAccount].every((mask) => mask(value) !== trimmed);
    }),
    { seed: 20264, numRuns: 2000 },
  );
});

it('hides at least one sign of every Chinese name', () => {
  const han = fc.string({ unit: fc.constantFrom(...'曾木生邓英阿买提· '), minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(han, (name) => !/[^·\s]/.test(name) || maskName(name).includes('*')),
    { seed: 20265, numRuns: 2000 },
  );
});
