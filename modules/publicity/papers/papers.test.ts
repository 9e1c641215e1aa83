import { makePaper } from '@shouwang/platform/documents/paper.ts';
import { infoOf, pagesOf, pagesOverEdge, popplerMissing, textOf } from '@shouwang/platform/documents/pdf-tools.ts';
import { describe, expect, it } from 'vitest';
import { papers } from './index.ts';
import { qrRows } from './qr.ts';
import { aNotice, anAnnouncement, entries } from './samples.ts';
import { Announcement, Notice } from './schemas.ts';

const at = new Date('2026-11-25T01:00:00Z');

describe('what a notice refuses', () => {
  const [first] = entries(1);
  const withEntry = (changes: object) => Notice.safeParse(aNotice(1, { entries: [{ ...first, ...changes } as never] }));

  it('nothing of a good one', () => {
    expect(Notice.safeParse(aNotice(40)).success).toBe(true);
    expect(Announcement.safeParse(anAnnouncement(40)).success).toBe(true);
    expect(withEntry({}).success).toBe(true);
  });

  it.each([
    ['an ID number beside the four things', { idNumber: '440229********001X' }],
    ['a telephone beside the four things', { phone: '15412346621' }],
    ['an ID number as area', { displayArea: '440229199003074416' }],
    ['a telephone within the name', { displayName: '曾*生15412346621' }],
    ['a full name', { displayName: '曾木生' }],
    ['illness as reason', { displayReason: '因病致贫' }],
    ['disability as reason', { displayReason: '重度残疾户' }],
    ['an amount as reason', { displayReason: '自付46800元' }],
    ['a benefit as reason', { displayReason: '低保户' }],
  ])('%s', (_what, changes) => expect(withEntry(changes).success).toBe(false));

  it('a private telephone for objections, other things beside, a wrong number of days, a page without https', () => {
    expect(Notice.safeParse(aNotice(1, { phones: ['15412346621'] })).success).toBe(false);
    expect(Notice.safeParse({ ...aNotice(), bankAccount: '6299991234564408' }).success).toBe(false);
    expect(Notice.safeParse(aNotice(1, { to: '2026-11-28' })).success).toBe(false);
    expect(Notice.safeParse(aNotice(1, { objectionUrl: 'http://x.example/y' })).success).toBe(false);
  });

  it('full names only where the policy posts them', () => {
    const full = [{ ...entries(1)[0], displayName: '曾木生' }] as never;
    expect(Notice.safeParse(aNotice(1, { masked: false, entries: full })).success).toBe(true);
  });
});

it('the QR code is a square of the right size with its three corners', () => {
  const rows = qrRows('https://fangpin.example.gov.cn/y/7Qm2vX9aTfK4');
  expect(rows.length % 4).toBe(1);
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([rows.length]));
  for (const corner of [rows[0]?.slice(0, 7), rows[0]?.slice(-7), rows.at(-1)?.slice(0, 7)])
    expect(corner).toBe('1111111');
  expect(qrRows('https://a.example/1')).not.toEqual(qrRows('https://a.example/2'));
});

describe.skipIf(popplerMissing !== null)(
  `papers on the board, read with poppler (${popplerMissing ?? 'present'})`,
  () => {
    it('six households stand on one page with all that is needed to object', async () => {
      const { pdf, checkCode } = await makePaper(papers.notice, aNotice(), { at, demonstration: true });
      const text = textOf(pdf);
      expect(pagesOf(pdf)).toBe(1);
      for (const part of [
        '翁源县江尾镇松岭村',
        '纳入防返贫监测公示',
        '公示编号WY-JW-SL-2026-011',
        '第1页，共1页',
        '应到31人，实到27人',
        '6户21人',
        '这是拟定名单，不是最后决定',
        '公示时间（5天）',
        '11月25日—11月29日',
        '村委会公示栏、上屋祠堂',
        '林*安',
        '合计6户21以下空白',
        '12317',
        '5天内答复',
        '可以不留姓名',
        '期满撤下',
        '江尾镇松岭村村民委员会（盖章）',
        '模板2026-03',
        '生成于2026-11-2509:00',
        '演示数据',
        `校验码${checkCode}`,
      ]) {
        expect(text).toContain(part);
      }
      expect(infoOf(pdf)).toMatch(/Page size:.*A4/);
      expect(infoOf(pdf)).not.toMatch(/Author/);
    });

    it('forty households stand on two pages, head of the table and page number on both', async () => {
      const { pdf } = await makePaper(papers.notice, aNotice(40), { at });
      const text = textOf(pdf);
      expect(pagesOf(pdf)).toBe(2);
      expect(text.match(/序号户主姓名村组人口拟纳入类别/g)).toHaveLength(2);
      expect(text).toContain('第2页，共2页');
      expect(text).toContain('合计40户140');
      expect(text).not.toContain('演示数据');
      expect(pagesOverEdge(pdf)).toBe(0);
    });

    it('three hundred households lose nobody', async () => {
      const { pdf } = await makePaper(papers.notice, aNotice(300), { at });
      const numbers = [...textOf(pdf).matchAll(/(\d+)(?=[^\d]{1,14}江尾镇松岭村)/g)].map((match) => Number(match[1]));
      expect(new Set(numbers.filter((number) => number <= 300)).size).toBeGreaterThanOrEqual(300);
      expect(pagesOverEdge(pdf)).toBe(0);
    }, 20_000);

    it('entries of several meetings and notices name each of them', async () => {
      const meetings = [
        { on: '2026-11-20', expected: 31, present: 27 },
        { on: '2026-11-24', expected: 33, present: 30 },
      ];
      const posted = textOf((await makePaper(papers.notice, aNotice(40, { meetings }), { at })).pdf);
      for (const part of ['11月20日应到31人，实到27人', '11月24日应到33人，实到30人']) expect(posted).toContain(part);
      const publicities = [
        { no: 'GS-109201-2026-003', from: '2026-11-21', to: '2026-11-25' },
        { no: 'GS-109201-2026-004', from: '2026-11-25', to: '2026-11-29' },
      ];
      const told = anAnnouncement(6, { publicities, decidedOn: ['2026-12-01', '2026-12-02'] });
      const { pdf } = await makePaper(papers.announcement, told, { at });
      for (const part of [
        '公示编号GS-109201-2026-003',
        '公示编号GS-109201-2026-004',
        '2026年12月1日、2026年12月2日审定',
      ])
        expect(textOf(pdf)).toContain(part);
      expect(pagesOverEdge(pdf)).toBe(0);
    });

    it('an announcement tells the decision and offers no period', async () => {
      const { pdf } = await makePaper(papers.announcement, anAnnouncement(), { at });
      const text = textOf(pdf);
      expect(pagesOf(pdf)).toBe(1);
      for (const part of ['纳入防返贫监测公告', '翁源县农业农村局于2026年12月2日审定', 'WY-JW-SL-2026-011', '现予公告'])
        expect(text).toContain(part);
      expect(text).not.toMatch(/拟纳入|拟定|公示时间/);
    });

    it('without a public site there is no code and no word of one; a sheet to be hung up leaves lines for number, place and name', async () => {
      const draft = aNotice(1, { objectionUrl: null, noticeNo: null, posts: [], postedBy: null });
      const { pdf } = await makePaper(papers.notice, draft, { at });
      expect(textOf(pdf)).not.toMatch(/扫/);
      expect(textOf(pdf)).toContain('可以不留姓名');
      expect(pagesOf(pdf)).toBe(1);
      const [plain, coded] = [pdf.length, (await makePaper(papers.notice, aNotice(1), { at })).pdf.length];
      expect(plain).toBeLessThan(coded);
      const announced = anAnnouncement(6, { complaintUrl: null });
      expect(textOf((await makePaper(papers.announcement, announced, { at })).pdf)).not.toMatch(/扫/);
    });

    it('elimination has its own words', async () => {
      expect(textOf((await makePaper(papers.notice, aNotice(6, { type: '3' }), { at })).pdf)).toContain(
        '监测对象风险消除公示',
      );
      expect(textOf((await makePaper(papers.announcement, anAnnouncement(6, { type: '4' }), { at })).pdf)).toContain(
        '标注为风险消除',
      );
    });
  },
);
