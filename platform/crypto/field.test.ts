import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FieldCipher, openField, SealedFieldError, sealField } from './field.ts';
import { useTestKeys } from './test-keys.ts';

useTestKeys();
const place = { table: 'registry.member', column: 'id_number', row: '440229:0193a0b0-0000-7000-8000-000000000001' };

describe.each<FieldCipher>(['sm4', 'aes'])('sealed field, %s', (cipher) => {
  it('opens to what was sealed, any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        (plain) => openField(sealField(plain, place, cipher), place) === plain,
      ),
      { seed: 20261, numRuns: 500 },
    );
  });

  it('never gives the same bytes twice and does not hold the plain text', () => {
    const sealed = Array.from({ length: 600 }, () => sealField('440229199003074416', place, cipher));
    expect(new Set(sealed.map((s) => s.toString('hex'))).size).toBe(600);
    expect(sealed.some((s) => s.includes('44022919'))).toBe(false);
  });

  it('does not open in another place', () => {
    const sealed = sealField('机密', place, cipher);
    const others = [
      { ...place, table: 'registry.household' },
      { ...place, column: 'phone' },
      { ...place, row: '440229:0193a0b0-0000-7000-8000-000000000002' },
      { table: 'registry', column: 'member.id_number', row: place.row },
      { table: '', column: '', row: '' },
    ];
    for (const other of others) expect(() => openField(sealed, other)).toThrow(SealedFieldError);
  });

  it('does not open when cut at any length or with any bit turned', () => {
    const sealed = sealField('440229199003074416', place, cipher);
    let tried = 0;
    for (let length = 0; length < sealed.length; length++, tried++) {
      expect(() => openField(sealed.subarray(0, length), place)).toThrow(SealedFieldError);
    }
    for (let bit = 0; bit < sealed.length * 8; bit++, tried++) {
      const turned = Buffer.from(sealed);
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => openField(turned, place)).toThrow(SealedFieldError);
    }
    expect(tried).toBeGreaterThan(400);
  });

  it('does not open with bytes added', () => {
    const sealed = sealField('x', place, cipher);
    expect(() => openField(Buffer.concat([sealed, Buffer.alloc(1)]), place)).toThrow(SealedFieldError);
  });
});

it('says the same thing about every failure', () => {
  const messages = [Buffer.alloc(0), Buffer.alloc(200), Buffer.from('garbage')].map((bytes) => {
    try {
      return openField(bytes, place);
    } catch (error) {
      return String(error);
    }
  });
  expect(new Set(messages)).toEqual(new Set(['SealedFieldError: a sealed field cannot be opened']));
});
