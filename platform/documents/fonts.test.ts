import { describe, expect, it } from 'vitest';
import { canDraw, printable } from './fonts.ts';

const all = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const share = (points: number[]) => points.filter(canDraw).length / points.length;

describe('what our fonts can draw', () => {
  it('is all of GB 2312 and of the main block of Han', () => {
    const gb2312 = new TextDecoder('gb2312');
    const signs = all(0xb0, 0xf7).flatMap((high) =>
      all(0xa1, 0xfe).map((low) => gb2312.decode(Buffer.from([high, low]))),
    );
    const real = signs.filter((sign) => /^\p{Script=Han}$/u.test(sign));
    expect(real.length).toBe(6763);
    expect(real.filter((sign) => !canDraw(sign.codePointAt(0) ?? 0))).toEqual([]);
    expect(share(all(0x4e00, 0x9fa5))).toBeGreaterThan(0.99);
  });

  it('is what the templates use beside Han', () => {
    for (const sign of '—…·、，。：；？！（）“”《》〓×※＋－−≥≤°％0123456789ABCxyz@#*_~') {
      expect([sign, canDraw(sign.codePointAt(0) ?? 0)]).toEqual([sign, true]);
    }
  });
});

describe('printable data', () => {
  it('keep their shape, numbers and good text', () => {
    const data = { a: ['曾木生', 1, null, true, { b: 'x\ny' }] };
    expect(printable(data)).toEqual({ data, missing: [] });
  });

  it('lose control signs, direction marks and invisible signs', () => {
    expect(printable('a\u0000\u0007\u202eb\u200b\u200d\ufeffc\r\nd\te').data).toBe('abc\nd e');
  });

  it('show a mark for each sign that cannot be drawn, and name it once', () => {
    expect(printable({ name: '曾🦆生', other: ['🦆', '𠀀'] })).toEqual({
      data: { name: '曾〓生', other: ['〓', '〓'] },
      missing: ['🦆', '𠀀'],
    });
  });
});
