import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import { describe, expect, it, test } from 'vitest';
import { accountPermissions } from './contract.accounts.ts';
import { GRANTS, ROLE_DIGITS } from './contract.grants.ts';
import { RoleCode } from './contract.ts';
import {
  checkAgreement,
  checkDuties,
  checkKeeping,
  checkMove,
  commonArea,
  mayDecide,
  mayEnterBeside,
  mayKeep,
} from './rules.accounts.ts';

const ROLES = RoleCode.options;
const at = (role: RoleCode) => '440229104201'.slice(0, ROLE_DIGITS[role]);
const somebody = (role: RoleCode, accountId = role) => ({ accountId, role, areaCode: at(role) });
const code = (work: () => void) => {
  try {
    work();
    return 'passed';
  } catch (error) {
    return error instanceof Refusal ? error.code : 'fault';
  }
};

describe.each(ROLES)('%s', (role) => {
  const grants = GRANTS[role] ?? { enters: [], agrees: [], keeps: [] };

  test('grants nothing above its own level', () => {
    for (const other of [...grants.enters, ...grants.agrees, ...grants.keeps])
      expect(ROLE_DIGITS[other], other).toBeGreaterThanOrEqual(ROLE_DIGITS[role]);
  });

  test('is permitted what it grants, and nothing that it does not', () => {
    const permitted = (verb: keyof typeof accountPermissions) =>
      (accountPermissions[verb] as readonly string[]).includes(role);
    expect(permitted('requestAccount')).toBe(grants.enters.length > 0);
    expect(permitted('requestPost')).toBe(grants.enters.length > 0);
    expect(permitted('approveAccount')).toBe(grants.agrees.length > 0);
    expect(permitted('approvePost')).toBe(grants.agrees.length > 0);
    expect(permitted('suspendAccount')).toBe(grants.keeps.length > 0);
    expect(permitted('resetCredential')).toBe(grants.keeps.length > 0);
  });

  test('can be asked for by one and agreed to by another', () => {
    const post = { role, areaCode: at(role) };
    const askers = ROLES.filter((one) => GRANTS[one]?.enters.includes(role));
    const deciders = ROLES.filter((one) =>
      mayDecide(somebody(one), { enteredBy: 'asker', accountId: 'new', posts: [post] }),
    );
    expect(askers.length).toBeGreaterThan(0);
    expect(deciders.length).toBeGreaterThan(0);
  });

  test('decides nothing that it asked for itself, nothing for itself, nothing elsewhere', () => {
    for (const other of ROLES) {
      const posts = [{ role: other, areaCode: at(other) }];
      const me = somebody(role);
      expect(code(() => checkAgreement(me, { enteredBy: role, accountId: 'new', posts }))).toBe('maker-is-checker');
      expect(code(() => checkAgreement(me, { enteredBy: 'x', accountId: role, posts }))).toBe('own-account');
      expect(code(() => checkKeeping(me, { id: role, posts }))).toBe('own-account');
      const far = [{ role: other, areaCode: `45${at(other).slice(2)}` }];
      expect(mayDecide(me, { enteredBy: 'x', accountId: 'new', posts: far })).toBe(false);
      expect(mayKeep(me, { id: 'x', posts: far })).toBe(false);
    }
  });
});

it('keeps running the system, auditing and the work apart', () => {
  expect(code(() => checkDuties(['COUNTY_LEAD', 'TOWN_TEAM']))).toBe('passed');
  expect(code(() => checkDuties(['PROV_OPS', 'COUNTY_LEAD']))).toBe('duties-apart');
  expect(code(() => checkDuties(['AUDITOR', 'PROV_OPS']))).toBe('duties-apart');
  expect(mayEnterBeside(somebody('AUDITOR'), ['VILLAGE_CADRE'])).toBe(false);
  expect(mayEnterBeside(somebody('AUDITOR'), ['AUDITOR'])).toBe(true);
  expect(GRANTS.PROV_OPS?.agrees).toEqual([]);
  expect([GRANTS.PROV_OPS?.enters, GRANTS.PROV_OPS?.keeps].flat()).not.toContain('AUDITOR');
  expect([GRANTS.AUDITOR?.agrees, GRANTS.AUDITOR?.keeps].flat()).toEqual([]);
  expect(GRANTS.PROV_OPS?.keeps.filter((role) => GRANTS[role])).toEqual([]);
});

it('a post in another area keeps the whole account out of reach', () => {
  const lead = somebody('COUNTY_LEAD');
  const posts = [
    { role: 'VILLAGE_CADRE' as const, areaCode: '440229104201' },
    { role: 'VILLAGE_CADRE' as const, areaCode: '440224102201' },
  ];
  expect(code(() => checkKeeping(lead, { id: 'x', posts }))).toBe('account-out-of-reach');
  expect(code(() => checkKeeping(lead, { id: 'x', posts: posts.slice(0, 1) }))).toBe('passed');
});

test.each([
  ['suspendAccount', ['ACTIVE', 'LOCKED']],
  ['resumeAccount', ['LOCKED', 'SUSPENDED']],
  ['closeAccount', ['ACTIVE', 'LOCKED', 'SUSPENDED']],
] as const)('%s leads on from %j only', (move, from) => {
  for (const state of ['PENDING', 'ACTIVE', 'LOCKED', 'SUSPENDED', 'CLOSED'])
    expect(
      code(() => checkMove(move, state)),
      state,
    ).toBe((from as readonly string[]).includes(state) ? 'passed' : 'account-state');
});

test.each([
  [['440229104201'], '440229104201'],
  [['440229104201', '440229104202'], '440229104'],
  [['440229104201', '440229'], '440229'],
  [['440229', '440224'], '4402'],
  [['44', '440229104201'], '44'],
  [['44', '45'], ''],
])('the area that holds %j is %s', (codes, area) => {
  expect(commonArea(codes)).toBe(area);
});
