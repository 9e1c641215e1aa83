import { makePaper } from '@shouwang/platform/documents/paper.ts';
import { infoOf, pagesOf, pagesOverEdge, popplerMissing, textOf } from '@shouwang/platform/documents/pdf-tools.ts';
import { describe, expect, it } from 'vitest';
import { papers } from './index.ts';
import { samples } from './samples.ts';
import { Comparison, Consent, Minutes, Verification } from './schemas.ts';

const at = new Date('2026-11-25T01:00:00Z');
type Kind = keyof typeof papers;
const kinds = Object.keys(papers) as Kind[];
const make = (kind: Kind, long = false) =>
  makePaper(papers[kind] as never, samples(long)[kind] as never, { at, demonstration: true });
const pages: Record<Kind, [number, number]> = {
  dispatch: [1, 1],
  verification: [2, 3],
  consent: [1, 2],
  comparison: [1, 3],
  minutes: [1, 2],
  signIn: [1, 2],
  approval: [1, 1],
  resultNotice: [1, 1],
};
it('the letter after a founded objection says that the household leaves, and fits its page', async () => {
  const sample = { ...samples(false).resultNotice, outcome: 'removed', category: '' };
  const { pdf } = await makePaper(papers.resultNotice as never, sample as never, { at, demonstration: true });
  expect(pagesOf(pdf)).toBe(1);
  const text = textOf(pdf);
  for (const part of ['退出防止返贫监测', '收到异议', '30天内']) expect(text).toContain(part);
  expect(text).not.toContain('关于您家是否纳入');
});

/** What must stand on each paper beside the frame. */
const words: Record<Kind, string[]> = {
  dispatch: [
    '曾木生',
    '入户告知',
    '行业部门月度推送',
    '2026年11月13日前',
    '12317',
    '罗建平（翁源县防返贫监测主管部门）',
    '李文斌（官渡镇人民政府）',
    '周明远（官渡镇农办）',
  ],
  verification: [
    '＋小计30,000.00',
    '－小计5,000.00',
    '44,000.00',
    '39,000.00',
    '4人',
    '9,750.00',
    '49,100.00',
    '440229********1012',
    '三保障',
  ],
  consent: [
    '共同生活的成年人都要签',
    '可以随时撤回',
    '12个月',
    '可以代填的人',
    '手印',
    '440229********1030',
    '曾小雨（监护人签名',
  ],
  comparison: ['合理例外', '38,000', '无异常7项，属实0项，不属实1项，合理例外1项', 'SQ-2026-0317'],
  minutes: ['31人（86.1%，下限2/3）', '曾东生、曾秀英', '同意纳入', '回避离场', '2902无', '2702曾东生'],
  signIn: ['应到36人', '签名', '村民代表', '36'],
  approval: ['退回补正', '县级审定', '第9天，上限15天', '收到异议0件', '13,420.00元'],
  resultNotice: ['纳入防止返贫监测', '30天内', '翁源县防返贫监测主管部门', '送达回执', '由没有办过此事的人重新核查'],
};

describe('data that do not fit are refused', () => {
  it('an income statement that does not add up', () => {
    const { verification } = samples();
    expect(Verification.safeParse(verification).success).toBe(true);
    for (const change of [{ netFen: verification.income.netFen + 1 }, { perCapitaFen: 975_001 }, { sharing: 5 }]) {
      expect(Verification.safeParse({ ...verification, income: { ...verification.income, ...change } }).success).toBe(
        false,
      );
    }
  });

  it('votes that are not those present without those who left', () => {
    const { minutes } = samples();
    const [first] = minutes.households;
    const change = (changes: object) =>
      Minutes.safeParse({ ...minutes, households: [{ ...first, ...changes }] }).success;
    expect([change({}), change({ votesFor: 30 }), change({ recused: ['曾东生'] })]).toEqual([true, false, false]);
    expect(Minutes.safeParse({ ...minutes, present: 20 }).success).toBe(false);
    expect(change({ votesFor: 3, result: 'P1.M3' })).toBe(true);
  });

  it('an ID number in full', () => {
    const { consent } = samples();
    const adults = [{ name: '曾木生', relation: '户主', idMasked: '440229197403071012' }];
    expect(Consent.safeParse({ ...consent, adults }).success).toBe(false);
  });

  it('an exception without its reason', () => {
    const { comparison } = samples();
    const rows = comparison.rows.map((row) => ({ ...row, reason: '' }));
    expect(Comparison.safeParse({ ...comparison, rows }).success).toBe(false);
  });
});

describe.skipIf(popplerMissing !== null)(`papers, read with poppler (${popplerMissing ?? 'present'})`, () => {
  it.each(kinds)('%s: on the expected pages, with frame and words', async (kind) => {
    const { pdf, checkCode } = await make(kind);
    const text = textOf(pdf);
    expect(pagesOf(pdf)).toBe(pages[kind][0]);
    const total = pages[kind][0];
    const frame = [
      `第${total}页，共${total}页`,
      `模板${papers[kind].version}`,
      '生成于2026-11-2509:00',
      '演示数据',
      `校验码${checkCode}`,
    ];
    for (const part of [...frame, ...words[kind]]) expect(text).toContain(part);
    expect(infoOf(pdf)).toMatch(/Page size:.*A4/);
    expect(infoOf(pdf)).not.toMatch(/Author|曾木生/);
    expect(pagesOverEdge(pdf)).toBe(0);
  });

  it.each(kinds)('%s, long in every respect: nothing over the edge', async (kind) => {
    const { pdf } = await make(kind, true);
    expect(pagesOf(pdf)).toBe(pages[kind][1]);
    expect(pagesOverEdge(pdf)).toBe(0);
    expect(textOf(pdf)).toContain(`第${pages[kind][1]}页，共${pages[kind][1]}页`);
  });

  it('an undecided approval leaves room for the hand', async () => {
    const [open, decided] = [textOf((await make('approval')).pdf), textOf((await make('approval', true)).pdf)];
    expect(open).toContain('审定人（翁源县防返贫监测主管部门盖章）年月日');
    expect(decided).toContain('审定人周明远（翁源县防返贫监测主管部门盖章）2026年11月19日');
  });
});

describe.skipIf(popplerMissing !== null)('what nobody knows', () => {
  const print = async (kind: Kind, data: object) =>
    textOf((await makePaper(papers[kind] as never, data as never, { at })).pdf);

  it('prints as unknown on the approval and the visit sheet, never as 0', async () => {
    const { approval, verification } = samples();
    const unknown = await print('approval', { ...approval, perCapitaFen: null, selfPaidFen: null });
    expect(unknown).toMatch(/人均纯收入未知/);
    expect(unknown).toMatch(/自付支出未知/);
    expect(unknown).not.toMatch(/(?<!\d)0\.00/);
    const income = { ...verification.income, lines: [], netFen: 0, perCapitaFen: null, sharing: 0 };
    const visit = await print('verification', { ...verification, income, selfPaid: [] });
    expect(visit).toContain('未知未知未知未知未知');
    expect(visit).not.toMatch(/(?<![\d,])0\.00/);
  });

  it('is not filled in on the comparison sheet', async () => {
    const { comparison } = samples();
    const rows = comparison.rows.map((row) => ({ ...row, dataDate: null, result: null, reason: '' }));
    const text = await print('comparison', { ...comparison, rows, judges: [] });
    expect(text.match(/未研判/g)).toHaveLength(rows.length);
    expect(text).toContain('没有需要人研判的回执');
  });
});

it.skipIf(popplerMissing !== null)(
  'two hundred receipts stand on the comparison sheet, nobody is dropped',
  async () => {
    const { comparison } = samples();
    const rows = Array.from({ length: 200 }, (_, i) => ({ ...comparison.rows[0], receipt: `回执第${i + 1}条` }));
    const { pdf } = await makePaper(papers.comparison, { ...comparison, rows } as never, { at });
    const text = textOf(pdf);
    for (let i = 1; i <= 200; i++) expect(text).toContain(`回执第${i}条`);
    expect(pagesOf(pdf)).toBeGreaterThan(3);
    expect(pagesOverEdge(pdf)).toBe(0);
  },
  20_000,
);

it('a warm paper takes less than a second', async () => {
  await make('verification');
  const started = performance.now();
  for (let i = 0; i < 5; i++) await make('verification');
  expect((performance.now() - started) / 5).toBeLessThan(1000);
});
