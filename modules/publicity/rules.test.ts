import { describe, expect, it } from 'vitest';
import { readDivisions } from '../areas/divisions.ts';
import { GIVEN, SURNAMES } from '../demonstration/names-data.ts';
import type { NoticeEntry } from './contract.ts';
import { checkEntry, noticeStateOf, shownName } from './rules.ts';

const entry = (changes: Partial<NoticeEntry> = {}): NoticeEntry => ({
  displayName: '曾*生',
  displayArea: '官渡镇新塘村 第二组',
  familySize: 5,
  displayReason: '突发严重困难户',
  ...changes,
});

describe('what a notice may show', () => {
  it('is masked name, village group, size and category', () => {
    expect(checkEntry(entry(), true)).toEqual({ ok: true });
  });

  it.each([
    ['an ID number', { displayReason: '440229197403070011' }],
    ['an ID number in wide digits', { displayReason: '４４０２２９１９７４０３０７００１１' }],
    ['a masked ID number', { displayArea: '440229********0011' }],
    ['an ID number with blanks', { displayReason: '4402 2919 7403 0700 11' }],
    ['a mobile number', { displayArea: '新塘村 15400138000' }],
    ['a bank account', { displayReason: '6217 0033 2000 1234 408' }],
    ['an amount', { displayReason: '自付46800元' }],
    ['an amount in wide digits', { displayReason: '自付４６８００ 元' }],
    ['an amount with a unit', { displayArea: '新塘村 4.68万元' }],
    ['an amount in words', { displayReason: '自付四万六千八百元' }],
    ['a round amount in words', { displayArea: '新塘村 三百多元' }],
    ['a vague amount', { displayReason: '欠款数万元' }],
    ['a small amount in words', { displayReason: '每月五元' }],
    ['a sign of money', { displayReason: '￥ 300' }],
    ['an illness', { displayReason: '因病支出较大' }],
    ['a disability', { displayReason: '二级残疾' }],
    ['a stay in hospital', { displayReason: '住院费用高' }],
    ['social aid', { displayReason: '低保户' }],
    ['a further field', { phone: '0751' }],
  ])('is never %s', (_, changes) => {
    expect(checkEntry(entry(changes as Partial<NoticeEntry>), true)).toMatchObject({
      ok: false,
      reason: 'notice-shows-forbidden',
    });
  });

  it('shows no name whole where the pack masks names', () => {
    expect(checkEntry(entry({ displayName: '曾木生' }), true)).toMatchObject({ reason: 'notice-name-not-masked' });
    expect(checkEntry(entry({ displayName: '曾木生' }), false)).toEqual({ ok: true });
  });

  it.each([
    ['曾木生', 'middle', '曾*生'],
    ['邓英', 'middle', '邓*'],
    ['曾木生', 'none', '曾木生'],
  ])('%s under %s is %s', (name, mask, shown) => {
    expect(shownName(name, mask)).toBe(shown);
  });
});

describe('names of places and people are no amounts', () => {
  it('of every division that is shipped', () => {
    const names = readDivisions().flatMap(({ name, shortName }) => [name, shortName]);
    expect(names.length).toBeGreaterThan(60_000);
    const refused = names.filter((name) => !checkEntry(entry({ displayArea: `${name} 第二组` }), true).ok);
    expect(refused).toEqual([]);
  });

  it('of every surname with every given name that the demonstration draws from', () => {
    const surnames = SURNAMES.map((row) => row.split(' ')[0] ?? '');
    const pools = Object.values(GIVEN).flat();
    const given = new Set(pools.flatMap((pool) => [...pool].flatMap((one) => [one, `${one}元`, `元${one}`])));
    const names = surnames.flatMap((surname) => [...given].map((one) => surname + one));
    expect(names.length).toBeGreaterThan(20_000);
    expect(names.filter((name) => !checkEntry(entry({ displayName: name }), false).ok)).toEqual([]);
  });

  it.each(['李大元', '张万元', '陈元', '欧阳状元'])('%s', (name) => {
    expect(checkEntry(entry({ displayName: name }), false)).toEqual({ ok: true });
  });
});

describe('the state of a notice', () => {
  it.each([
    ['hangs while one household hangs undisputed', ['OBJECTED', 'POSTED', 'WITHDRAWN'], 'POSTED'],
    ['is under objection when nothing else hangs', ['ENDED', 'OBJECTED'], 'OBJECTED'],
    ['has ended when the last household has', ['ENDED', 'WITHDRAWN'], 'ENDED'],
    ['is down when all were taken down', ['WITHDRAWN', 'WITHDRAWN'], 'WITHDRAWN'],
  ] as const)('%s', (_what, entries, state) => expect(noticeStateOf(entries)).toBe(state));
});
