import { describe, expect, it } from 'vitest';
import type { NoticeEntry } from './contract.ts';
import { checkEntry, shownName } from './rules.ts';

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
    ['a mobile number', { displayArea: '新塘村 13800138000' }],
    ['a bank account', { displayReason: '6217 0033 2000 1234 408' }],
    ['an amount', { displayReason: '自付46800元' }],
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
