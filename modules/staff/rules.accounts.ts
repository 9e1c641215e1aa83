import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import type { AccountRefusal, AccountState, PostWish } from './contract.accounts.ts';
import { GRANTS, ROLE_DIGITS } from './contract.grants.ts';
import { ROLE_NAMES, type RoleCode } from './contract.ts';

/** Days without a sign-in after which an account is locked, where the setting `account.idleLockDays` says nothing else. */
export const IDLE_LOCK_DAYS = 90;
/** Days after which a request that nobody decided has lapsed. */
export const REQUEST_DAYS = 30;
/**
 * Days for which whoever handed out a sign-in counts as its holder, and whatever is handed out with it in these days as handed out by him too. While
 * somebody is held he decides nothing in which a holder, of any step, is the other party: no request, no sign-in, no return to work, no export.
 */
export const APART_DAYS = 7;
/** From holder to holder so many steps are looked at; who is held by more decides nothing that others are party to. */
export const APART_STEPS = 8;

/** Somebody who acts, as far as these rules look at him. */
export interface Granter {
  accountId: string;
  role: string;
  areaCode: string;
}

/** A post as far as these rules look at it. */
export type PostPlace = Pick<PostWish, 'role' | 'areaCode'>;

const no = (code: AccountRefusal, detail: string, status = 422) => new Refusal(code, { status, detail });
const nameOf = (role: string) => ROLE_NAMES[role as RoleCode] ?? role;
const within = (areaCode: string, area: string) => areaCode.startsWith(area);

const NOTHING = { enters: [], agrees: [], keeps: [] } as const;
const grantsOf = (role: string) => GRANTS[role as RoleCode] ?? NOTHING;

/** Refuses unless the actor may do that about such a post: `area-outside`, `role-not-grantable`. */
function requireGrant(actor: Granter, what: 'enters' | 'agrees' | 'keeps', { role, areaCode }: PostPlace): void {
  if (!within(areaCode, actor.areaCode))
    throw no('area-outside', '岗位的地方不在您的辖区，请由那里的管理员办理。', 403);
  if (!(grantsOf(actor.role)[what] as readonly string[]).includes(role))
    throw no('role-not-grantable', `${nameOf(actor.role)}不能办理“${nameOf(role)}”的授权，请由有权的岗位办理。`, 403);
}

/** Whether the actor may do that about such a post. */
export function mayGrant(actor: Granter, what: 'enters' | 'agrees' | 'keeps', post: PostPlace): boolean {
  return within(post.areaCode, actor.areaCode) && (grantsOf(actor.role)[what] as readonly string[]).includes(post.role);
}

/** Refuses a wish that the actor may not ask for, or that makes no sense: level, department, days. */
export function checkWish(actor: Granter, wish: PostWish, today: string): void {
  requireGrant(actor, 'enters', wish);
  if (wish.areaCode.length !== ROLE_DIGITS[wish.role])
    throw no('role-not-at-level', `“${nameOf(wish.role)}”不设在这一级，请选对应层级的地方。`);
  if (wish.role === 'COUNTY_DEPT' && !wish.departmentCode) throw no('department-missing', '行业部门岗位要选部门。');
  if (wish.role !== 'COUNTY_DEPT' && wish.departmentCode) throw no('department-needless', '只有行业部门岗位才填部门。');
  if (wish.validTo && wish.validFrom && wish.validTo < wish.validFrom)
    throw no('days-reversed', '止期早于起期，请改日期。');
  if (wish.validTo && wish.validTo < today) throw no('post-over', '止期已过，请改日期。');
}

/** Refuses when the actor asked himself, would agree for himself, or may not agree to one of the posts. */
export function checkAgreement(
  actor: Granter,
  request: { enteredBy: string; accountId: string; posts: readonly PostPlace[] },
): void {
  if (request.enteredBy === actor.accountId) throw no('maker-is-checker', '这是您自己提出的，须由另一人同意。', 403);
  if (request.accountId === actor.accountId) throw no('own-account', '不能办理自己的账号，请由另一人办理。', 403);
  for (const post of request.posts) requireGrant(actor, 'agrees', post);
}

/** Whether the actor could decide a request. */
export function mayDecide(
  actor: Granter,
  request: { enteredBy: string; accountId: string; posts: readonly PostPlace[] },
): boolean {
  return (
    request.enteredBy !== actor.accountId &&
    request.accountId !== actor.accountId &&
    request.posts.every((post) => mayGrant(actor, 'agrees', post))
  );
}

/** A person with whoever could know his sign-in, step by step. */
export interface Holders {
  id: string;
  holders: readonly string[];
  /** More steps than are looked at. */
  endless: boolean;
}

/**
 * Whether a decision takes two people: nobody who holds the decider is, or holds, the maker or the person whom it is about, and the decider does not
 * hold the maker. That he holds the person whom it is about says nothing: he handed out the first sign-in and agrees to a further post.
 */
export function heldApart(decider: Holders, other: { maker: Holders | null; about: Holders | null }): boolean {
  const parties = [other.maker, other.about].filter((party) => party !== null);
  const behind = new Set(parties.flatMap((party) => [party.id, ...party.holders]));
  if (decider.endless || other.maker?.endless) return parties.length === 0;
  return !other.maker?.holders.includes(decider.id) && !decider.holders.some((holder) => behind.has(holder));
}

/** Refuses unless the actor keeps such an account: every post in force in his area and of a role that he keeps, and not his own. */
export function checkKeeping(actor: Granter, account: { id: string; posts: readonly PostPlace[] }): void {
  if (account.id === actor.accountId) throw no('own-account', '不能办理自己的账号，请由另一人办理。', 403);
  if (account.posts.some((post) => !within(post.areaCode, actor.areaCode)))
    throw no('account-out-of-reach', '这个账号在您的辖区之外还有岗位，请由上级办理；您可以结束辖区内的岗位。', 403);
  for (const post of account.posts) requireGrant(actor, 'keeps', post);
}

/** Whether the actor keeps such an account. */
export function mayKeep(actor: Granter, account: { id: string; posts: readonly PostPlace[] }): boolean {
  return account.id !== actor.accountId && account.posts.every((post) => mayGrant(actor, 'keeps', post));
}

const DUTIES: Readonly<Record<string, string>> = { PROV_OPS: 'system', AUDITOR: 'audit' };

/** Refuses posts of one person that must lie with different people: running the system, auditing, and the work itself. */
export function checkDuties(roles: readonly string[]): void {
  if (new Set(roles.map((role) => DUTIES[role] ?? 'work')).size > 1)
    throw no('duties-apart', '系统运维、审计和业务岗位须由不同的人担任，请另开账号给另一人。');
}

/** Whether the actor could ask for any post that goes together with those that an account holds. */
export function mayEnterBeside(actor: Granter, held: readonly string[]): boolean {
  const dutyOf = (role: string) => DUTIES[role] ?? 'work';
  return grantsOf(actor.role).enters.some((role) => held.every((one) => dutyOf(one) === dutyOf(role)));
}

/** Roles of which an area that has one must keep one: those who agree, run the system, or audit. */
export function isAdministrator(role: string): boolean {
  return role === 'AUDITOR' || role === 'PROV_OPS' || grantsOf(role).agrees.length > 0;
}

/** What the machine ACCOUNT allows by hand: verb -> states from which it leads, and the state to which. */
export const MOVES = {
  suspendAccount: { from: ['ACTIVE', 'LOCKED'], to: 'SUSPENDED' },
  resumeAccount: { from: ['LOCKED', 'SUSPENDED'], to: 'ACTIVE' },
  closeAccount: { from: ['ACTIVE', 'LOCKED', 'SUSPENDED'], to: 'CLOSED' },
} as const satisfies Record<string, { from: readonly AccountState[]; to: AccountState }>;
export type Move = keyof typeof MOVES;

/** Refuses `account-state` when the verb does not lead on from the state. */
export function checkMove(move: Move, state: string): void {
  if (!(MOVES[move].from as readonly string[]).includes(state))
    throw no('account-state', '账号现在的状态不能这样办理，请刷新页面。', 409);
}

/** The narrowest area that holds all of the areas; they lie in one province. */
export function commonArea(codes: readonly string[]): string {
  const [first = '', ...others] = codes;
  const lengths = [12, 9, 6, 4, 2].filter((length) => length <= first.length);
  const found = lengths.find((length) => others.every((code) => code.startsWith(first.slice(0, length))));
  return found === undefined ? '' : first.slice(0, found);
}

/** A refusal of these rules, for commands. */
export const accountRefusal = no;
