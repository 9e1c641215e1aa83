import { expect, it } from 'vitest';
import type { QualityFinding } from '../contract.ts';
import { QUALITY_RULES } from '../quality/find.ts';
import { exemptionWords, mendingOf, todoOf, withRevealed } from './quality-words.ts';

const finding = (given: Partial<QualityFinding> = {}): QualityFinding => ({
  key: 'a'.repeat(32),
  code: 'DQ-BF23',
  severity: 'error',
  message: '是否通生活用电为空',
  masked: false,
  memberId: null,
  memberName: null,
  field: 'electricity',
  exempted: false,
  exemption: null,
  mayAsk: true,
  ...given,
});
const exemption: NonNullable<QualityFinding['exemption']> = {
  id: '01900000-0000-7000-8000-000000000001',
  version: 1,
  state: 'asked',
  reason: '老人没有电话',
  opinion: null,
  days: 30,
  askedByName: '村信息员',
  askedOn: '2026-11-22',
  decidedByName: null,
  expiresOn: null,
  expired: false,
  mayDecide: true,
};

it('every rule leads to a field of the form, to a page of the file, or to a visit', () => {
  const kinds = QUALITY_RULES.map(({ field, each }) => mendingOf({ field, memberId: each === 'member' ? 'x' : null }));
  expect(new Set(kinds.map(({ kind }) => kind))).toEqual(new Set(['field', 'tab', 'visit']));
  const lost = QUALITY_RULES.filter(
    ({ field, each }) => each === 'member' && mendingOf({ field, memberId: 'x' }).kind !== 'field',
  );
  expect(lost).toEqual([]);
});

it('says what to do, and that a warning stands in nobody’s way', () => {
  expect(todoOf(finding())).toBe('请核对“生活用电”后更正。确属实情的，申请豁免。');
  expect(todoOf(finding({ severity: 'warn', field: 'income' }))).toContain('不影响办理');
  expect(todoOf(finding({ exempted: true }))).toContain('豁免期内');
});

it('says what was asked and decided, and not a reason that tells of health', () => {
  expect(exemptionWords(finding())).toBeNull();
  expect(exemptionWords(finding({ exemption }))).toContain('理由：老人没有电话');
  expect(exemptionWords(finding({ exemption: { ...exemption, reason: null } }))).toContain('已遮蔽');
  const given = { ...exemption, state: 'approved', decidedByName: '镇审核员', expiresOn: '2026-12-22' } as const;
  expect(exemptionWords(finding({ exemption: given }))).toContain('2026-12-22 起重新核对');
  expect(exemptionWords(finding({ exemption: { ...given, expired: true } }))).toContain('到期');
});

it('opens only what was revealed, and lets the list move on', () => {
  const masked = finding({ masked: true, code: null, message: '***', field: 'health', memberId: 'x' });
  const plain = { ...masked, masked: false, code: 'DQ-HL01', message: '丧失劳动力', field: 'labourAbility' };
  expect(withRevealed([masked], null)).toEqual([masked]);
  expect(withRevealed([{ ...masked, mayAsk: false }], [plain])).toEqual([{ ...plain, mayAsk: false }]);
});
