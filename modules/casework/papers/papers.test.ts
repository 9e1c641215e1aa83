import { makePaper } from '@shouwang/platform/documents/paper.ts';
import { infoOf, pagesOf, pagesOverEdge, popplerMissing, textOf } from '@shouwang/platform/documents/pdf-tools.ts';
import { describe, expect, it } from 'vitest';
import { papers } from './index.ts';
import { samples } from './samples.ts';
import { Comparison, Consent, Minutes, Reading, Verification } from './schemas.ts';

const at = new Date('2026-11-25T01:00:00Z');
type Kind = keyof typeof papers;
const kinds = Object.keys(papers) as Kind[];
const make = (kind: Kind, long = false) =>
  makePaper(papers[kind] as never, samples(long)[kind] as never, { at, demonstration: true });
const pages: Record<Kind, [number, number]> = {
  dispatch: [1, 2],
  verification: [2, 3],
  consent: [1, 2],
  comparison: [1, 3],
  reading: [1, 1],
  minutes: [1, 2],
  signIn: [1, 2],
  approval: [1, 1],
  resultNotice: [1, 1],
};
/** What must stand on each paper beside the frame. */
const words: Record<Kind, string[]> = {
  dispatch: ['曾木生', '受理回执', '同户合并办理的线索（1条）', '2026年11月13日前', '12317', '周明远（官渡镇农办）'],
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
    '监护人邓英',
  ],
  comparison: ['合理例外', '38,000', '无异常7项，属实0项，不属实1项，合理例外1项', 'SQ-2026-0317'],
  reading: ['各位代表', '理由有两条', '还有三件事不清楚', '这是提醒，不是认定'],
  minutes: ['31人（86.1%，下限67%）', '曾东生、曾秀英', '同意纳入', '回避离场', '2902无', '2702曾东生'],
  signIn: ['应到36人', '签名', '村民代表', '36'],
  approval: ['退回补正', '县级审定', '第9天，上限15天', '收到异议0件', '13,420.00元'],
  resultNotice: ['纳入防止返贫监测', '30天内', '2026年12月20日前', '送达回执', '由没有办过此事的人重新核查'],
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

  it.each(['曾木生一家', '自付四万六千八百元', '因病住院', '身份证440229197403071012', '有残疾人', '邓英在家'])(
    'a reading sheet that tells too much: %s',
    (reason) => {
      const { reading } = samples();
      expect(Reading.safeParse(reading).success).toBe(true);
      expect(Reading.safeParse({ ...reading, reasons: [reason] }).success).toBe(false);
      expect(Reading.safeParse({ ...reading, unknown: [reason] }).success).toBe(false);
    },
  );

  it('the names on a reading sheet are for checking only', () => {
    expect(Reading.parse(samples().reading)).not.toHaveProperty('names');
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

  it('the reading sheet names nobody', async () => {
    const text = textOf((await make('reading')).pdf);
    for (const member of samples().verification.members) expect(text).not.toContain(member.name);
  });

  it('an undecided approval leaves room for the hand', async () => {
    const [open, decided] = [textOf((await make('approval')).pdf), textOf((await make('approval', true)).pdf)];
    expect(open).toContain('审定人（县级主管部门盖章）年月日');
    expect(decided).toContain('审定人周明远（县级主管部门盖章）2026年11月19日');
  });
});

it('a warm paper takes less than a second', async () => {
  await make('verification');
  const started = performance.now();
  for (let i = 0; i < 5; i++) await make('verification');
  expect((performance.now() - started) / 5).toBeLessThan(1000);
});
