import { makePaper } from '@shouwang/platform/documents/paper.ts';
import { pagesOf, pagesOverEdge, popplerMissing, textOf } from '@shouwang/platform/documents/pdf-tools.ts';
import { describe, expect, it } from 'vitest';
import type { CaseState } from '../contract.ts';
import { FORM_KINDS, formsFor } from './form-kinds.ts';
import { forms } from './forms.ts';
import { formSamples } from './samples.forms.ts';

const at = new Date('2026-11-25T01:00:00Z');
type Kind = keyof typeof forms;
const kinds = Object.keys(forms) as Kind[];
const print = async (kind: Kind, long = false) =>
  (await makePaper(forms[kind] as never, formSamples(long)[kind] as never, { at })).pdf;
const pages: Record<Kind, [number, number]> = {
  'visit-form': [2, 4],
  'consent-form': [1, 2],
  'sign-in-form': [1, 2],
  'minutes-form': [1, 1],
  'revocation-form': [1, 1],
  'withdrawal-form': [1, 1],
};
const words: Record<Kind, string[]> = {
  'visit-form': [
    '已知金额',
    '核实金额',
    '24,000.00',
    '2026年11月13日前入户',
    '不少于2人',
    '因产业项目失败',
    '440229********1012',
  ],
  'consent-form': [
    '签署之日起12个月内有效',
    '可以随时撤回',
    '共同生活的成年人都要签',
    '邓英',
    '曾小雨（监护人签名',
    '车辆',
  ],
  'sign-in-form': ['应到人', '实到人', '时间年月日时分', '村民代表', '40'],
  'revocation-form': [
    '撤回承诺授权书',
    'SQ-2026-00317',
    '2026年11月11日',
    '2027年11月10日',
    '车辆',
    '须重新签署授权',
    '90天内走访',
    '邓英',
  ],
  'withdrawal-form': [
    '撤回纳入监测申请书',
    '2026年11月10日',
    '承诺授权',
    '随时可以再申请',
    '90天内再来走访一次',
    '没有人要求或诱导',
  ],
  'minutes-form': ['不少于应到的2/3', '突发严重困难户', '同意票', '回避离场', '超过了政策规定的提醒门槛'],
};

it('a form is offered for its act only, at the step where it is needed', () => {
  const at = (state: CaseState) => ({ state, returnTo: null });
  expect(formsFor('recordConsent', at('STARTED'))).toEqual(['consent-form']);
  expect(formsFor('recordMeeting', at('COMPARED'))).toEqual(['sign-in-form', 'minutes-form']);
  expect(formsFor('recordMeeting', at('EVALUATED'))).toEqual([]);
  expect(formsFor('postNotice', at('EVALUATED'))).toEqual(['notice-form']);
  expect(formsFor('recordVerification', at('VERIFYING'))).toEqual(['visit-form']);
  expect(formsFor('recordConsent', at('REGISTERED'))).toEqual([]);
  expect(formsFor('recordMeeting', { state: 'RETURNED', returnTo: 'EVALUATED' })).toHaveLength(2);
  expect(formsFor('recordConsent', { state: 'RETURNED', returnTo: 'EVALUATED' })).toEqual([]);
  expect(formsFor('revokeConsent', at('REGISTERED'))).toEqual(['revocation-form']);
  expect(formsFor('revokeConsent', at('STARTED'))).toEqual([]);
  expect(formsFor('revokeConsent', { state: 'RETURNED', returnTo: 'VERIFYING' })).toEqual(['revocation-form']);
  expect(formsFor('withdrawCase', at('STARTED'))).toEqual(['withdrawal-form']);
  expect(formsFor('withdrawCase', at('SUSPENDED'))).toEqual(['withdrawal-form']);
  expect(formsFor('withdrawCase', at('APPROVED'))).toEqual([]);
  for (const kind of kinds) expect(FORM_KINDS).toContain(kind);
});

describe.skipIf(popplerMissing !== null)(`blank papers, read with poppler (${popplerMissing ?? 'present'})`, () => {
  it.each(kinds)('%s: filled with what is known, room for the rest', async (kind) => {
    const pdf = await print(kind);
    const text = textOf(pdf);
    for (const part of words[kind]) expect(text).toContain(part);
    expect(pagesOf(pdf)).toBe(pages[kind][0]);
    expect(pagesOverEdge(pdf)).toBe(0);
    expect(text).not.toMatch(/440229\d{11}/);
  });

  it.each(kinds)('%s, long in every respect: nothing over the edge', async (kind) => {
    const pdf = await print(kind, true);
    expect(pagesOf(pdf)).toBe(pages[kind][1]);
    expect(pagesOverEdge(pdf)).toBe(0);
  });

  it('a consent to be signed states no day, no signature, no proxy', async () => {
    const text = textOf(await print('consent-form'));
    expect(text).not.toMatch(/2026年11月11日|2027/);
  });
});
