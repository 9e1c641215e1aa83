import { makePaper } from '@shouwang/platform/documents/paper.ts';
import { pagesOf, pagesOverEdge, popplerMissing, textOf } from '@shouwang/platform/documents/pdf-tools.ts';
import { describe, expect, it } from 'vitest';
import { papers } from './index.ts';
import { samples } from './samples.ts';
import { sessionPapers } from './sessions.ts';

const at = new Date('2026-11-25T01:00:00Z');
const WHY = '这户今年必要的开支，超过了政策规定的提醒门槛。';
const HEADS = ['曾木生', '邓水明', '阿卜杜热合曼·买买提依明', '钟树根'];
const head = (i: number) => HEADS[i % HEADS.length] ?? '曾木生';

/** Minutes of a meeting that heard many households; of the third another chaired. */
function minutesOf(count: number) {
  const { minutes } = samples();
  const [first] = minutes.households;
  if (!first) throw new Error('no sample');
  const households = Array.from({ length: count }, (_, i) => ({
    ...first,
    headName: head(i),
    recused: i === 2 ? ['黄志敏'] : [],
    votesFor: minutes.present - (i === 2 ? 1 : 0),
    votesAgainst: 0,
    abstentions: 0,
    opinion: '',
    explained: WHY,
    chair: i === 2 ? '赖水添' : '',
  }));
  return { ...minutes, explained: '', households, next: `同意纳入的 ${count} 户按程序在村内公示，不少于5天。` };
}

const agendaOf = (count: number) => ({
  village: '翁源县官渡镇新塘村',
  topic: '纳入防返贫监测评议',
  quorum: '2/3',
  noticeDays: 5,
  households: Array.from({ length: count }, (_, i) => ({
    headName: head(i),
    group: '第二组',
    size: 3,
    categories: ['边缘易致贫户', '突发严重困难户'],
    declared: i === 1 ? [{ name: '曾东生', relation: '户主之弟' }] : [],
    explained: WHY,
  })),
});

describe.skipIf(popplerMissing !== null)(`papers of many households (${popplerMissing ?? 'present'})`, () => {
  it('one set of minutes tells of forty households, each with its reason and votes, and who chaired instead', async () => {
    const { pdf } = await makePaper(papers.minutes, minutesOf(40), { at });
    const text = textOf(pdf);
    for (const part of ['评议和表决（40户）', '第40户', '（本户由赖水添主持）', '同意纳入的40户按程序'])
      expect(text).toContain(part);
    expect(text.match(/同意纳入/g)?.length).toBeGreaterThanOrEqual(40);
    expect(pagesOverEdge(pdf)).toBe(0);
    expect(pagesOf(pdf)).toBeLessThanOrEqual(5);
  }, 20_000);

  it('refuses votes of any household that do not add up', () => {
    const minutes = minutesOf(3);
    const households = minutes.households.map((row, i) => (i === 1 ? { ...row, votesFor: row.votesFor - 1 } : row));
    expect(papers.minutes.schema.safeParse(minutes).success).toBe(true);
    expect(papers.minutes.schema.safeParse({ ...minutes, households }).success).toBe(false);
  });

  it('the blank minutes carry the agenda and room for what happens', async () => {
    const { pdf } = await makePaper(sessionPapers['agenda-form'], agendaOf(40), { at });
    const text = textOf(pdf);
    for (const part of [
      '议程和提请评议的缘由（40户）',
      '第40户',
      '已申报：曾东生（户主之',
      '不少于应到的2/3',
      '不少于5天',
    ])
      expect(text).toContain(part);
    expect(pagesOverEdge(pdf)).toBe(0);
    expect(pagesOf((await makePaper(sessionPapers['agenda-form'], agendaOf(4), { at })).pdf)).toBe(1);
  }, 20_000);
});
