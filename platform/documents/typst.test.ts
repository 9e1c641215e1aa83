import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { dayAndMinute } from './moment.ts';
import { definePaper, hashOf, makePaper } from './paper.ts';
import { fontsOf, infoOf, popplerMissing, textOf } from './pdf-tools.ts';
import { renderPdf, TemplateError } from './typst.ts';

const plain = `#set text(font: ("Noto Sans SC",), lang: "zh", region: "cn")
#let d = json(bytes(sys.inputs.data))
甲#d.text;乙`;
const at = new Date('2026-11-25T01:00:00Z');

describe('a PDF', () => {
  it('is the same bytes for the same data at the same moment', async () => {
    const one = await renderPdf(plain, { text: '一' }, { at });
    expect(one.subarray(0, 5).toString()).toBe('%PDF-');
    expect(await renderPdf(plain, { text: '一' }, { at })).toEqual(one);
    expect(await renderPdf(plain, { text: '二' }, { at })).not.toEqual(one);
  });

  it('is refused for a template that does not compile, without data in the message', async () => {
    const broken = renderPdf('#let d = json(bytes(sys.inputs.data))\n#d.nothing', { idNumber: '440229199003074416' });
    await expect(broken).rejects.toThrow(TemplateError);
    await expect(broken).rejects.not.toThrow(/440229/);
    await expect(renderPdf('#(', {})).rejects.toThrow(TemplateError);
    expect((await renderPdf(plain, { text: '还能用' })).length).toBeGreaterThan(1000);
  });

  it('cannot read files outside of the program, nor packages', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'secret-'));
    writeFileSync(join(folder, 'secret.txt'), 'secret');
    await expect(renderPdf(`#read("${folder}/secret.txt")`, {})).rejects.toThrow(TemplateError);
    await expect(renderPdf(`#read("../../../../../../../../${folder}/secret.txt")`, {})).rejects.toThrow(TemplateError);
    await expect(renderPdf('#import "@preview/cetz:0.3.0"\nx', {})).rejects.toThrow(TemplateError);
    rmSync(folder, { recursive: true });
  });
});

describe.skipIf(popplerMissing !== null)(`a PDF, read with poppler (${popplerMissing ?? 'present'})`, () => {
  const hostile = [
    '#import "/platform/config.ts": *',
    '#read("/package.json")',
    '"quoted" and \\ backslash \\u{41}',
    '$x^2$ *bold* _it_ `raw` = heading',
    '#sys.inputs.data',
    '</script><script>alert(1)</script>',
    '// comment /* not a comment',
    "]#panic('x')[",
    '@label <label> ~ -- --- ...',
  ];

  it.each(hostile)('prints hostile text as text: %s', async (text) => {
    const pdf = await renderPdf(plain, { text });
    expect(textOf(pdf)).toBe(`甲${text.replaceAll(/\s/g, '')}乙`);
  });

  it('prints any visible ASCII text as it is', async () => {
    const words = fc.string({
      unit: fc.integer({ min: 33, max: 126 }).map((code) => String.fromCharCode(code)),
      minLength: 1,
      maxLength: 30,
    });
    for (const text of fc.sample(words, { seed: 20266, numRuns: 40 })) {
      expect(textOf(await renderPdf(plain, { text }))).toBe(`甲${text}乙`);
    }
  });

  it('is made with control characters and emoji in the data too', async () => {
    const pdf = await renderPdf(plain, { text: 'a\u0000b\u0007c\ufffe🦆\u202e\u200d𠀀' });
    expect(textOf(pdf)).toBe('甲abc〓〓乙');
  });

  it('uses no font of the machine', async () => {
    const fonts = fontsOf(
      await renderPdf(
        `#set text(font: ("Noto Sans SC", "Noto Serif SC"))\n正文 *粗* #text(font: "Noto Serif SC")[宋体 *粗*] abc`,
        {},
      ),
    );
    const names = [...fonts.matchAll(/^\w{6}\+(\S+)/gm)].map((match) => match[1]).sort();
    expect(names).toEqual(['NotoSansSC-Bold', 'NotoSansSC-Regular', 'NotoSerifSC-Bold', 'NotoSerifSC-Regular']);
    expect(fonts).not.toMatch(/DejaVu|CJK/);
  });

  it('says in its properties only title, program and moment', async () => {
    const info = infoOf(await renderPdf(`#set document(title: "测试")\n${plain}`, { text: '曾木生' }, { at }));
    expect(info).toMatch(/Title:\s+测试/);
    expect(info).toMatch(/CreationDate:.*Nov 25.*2026/);
    expect(info).not.toMatch(/Author|Keywords|Subject|曾木生|root/);
  });
});

describe('a paper', () => {
  const Words = z.object({ words: z.string().min(2), other: z.string().optional() });
  const template = plain.replace('d.text', 'd.data.words').replace('乙', '#d.stamp.checkCode #d.extra.length');
  const paper = definePaper({
    kind: 'test',
    title: '测试',
    evidenceType: '39',
    step: 'TEST',
    version: '2026-03',
    template,
    schema: Words,
    prepare: ({ words }) => ({ length: words.length }),
  });

  it('carries eight digits of the hash of kind, version and data', async () => {
    const { dataHash, checkCode, pdf } = await makePaper(paper, { words: '你好' }, { at });
    expect(dataHash).toBe(hashOf({ version: '2026-03', data: { words: '你好' }, kind: 'test' }));
    expect(checkCode).toBe(`${dataHash.slice(0, 4)}-${dataHash.slice(4, 8)}`.toUpperCase());
    if (popplerMissing === null) expect(textOf(pdf)).toBe(`甲你好${checkCode}2`);
    expect((await makePaper(paper, { words: '你好呀' }, { at })).checkCode).not.toBe(checkCode);
    expect((await makePaper({ ...paper, version: '2026-04' }, { words: '你好' }, { at })).checkCode).not.toBe(
      checkCode,
    );
  });

  it('is refused when its data do not fit, without values in the message', async () => {
    await expect(makePaper(paper, { words: '曾' })).rejects.toThrow(z.ZodError);
    await expect(makePaper(paper, { words: '曾' })).rejects.not.toThrow(/曾/);
  });

  it('hashes equal data equally, in whatever order', () => {
    expect(hashOf({ a: 1, b: { d: [1, { f: 1, e: 2 }], c: undefined } })).toBe(
      hashOf({ b: { d: [1, { e: 2, f: 1 }] }, a: 1 }),
    );
    expect(hashOf([1, 2])).not.toBe(hashOf([2, 1]));
  });

  it('prints moments in the time of China', () => {
    expect(dayAndMinute(new Date('2026-11-24T16:30:00Z'))).toBe('2026-11-25 00:30');
  });
});
