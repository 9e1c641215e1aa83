import { AreaCode, Day, line, Moment, PageQuery, type Permissions, page } from '@shouwang/platform/schema/schema.ts';
import { z } from 'zod';
import { DEPARTMENT_NAMES, DepartmentCode } from './contract.departments.ts';
import { RoleCode } from './contract.ts';

/** States of an account (machine ACCOUNT of the table `states`), in words. */
export const ACCOUNT_STATES = {
  PENDING: '待同意',
  ACTIVE: '启用',
  LOCKED: '锁定',
  SUSPENDED: '停用',
  CLOSED: '注销',
} as const;
export const AccountState = z.enum(Object.keys(ACCOUNT_STATES) as [keyof typeof ACCOUNT_STATES]);
export type AccountState = z.infer<typeof AccountState>;

/** Offices whose data officers sign in. */
export const OFFICE_NAMES = DEPARTMENT_NAMES;
const Office = DepartmentCode;

/** How an account is called when signing in. */
const LoginName = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9.-]{2,39}$/, '登录名用小写字母开头，3 到 40 位小写字母、数字、点或横线，例如 zhou.mingyuan');

/** A post that is asked for: role x area (x department), from a day on, for a time or for good. */
export const PostWish = z.strictObject({
  role: RoleCode,
  areaCode: AreaCode,
  departmentCode: Office.nullable().default(null),
  title: line(40),
  /** null: from the day on which somebody agrees. */
  validFrom: Day.nullable().default(null),
  /** Last day; null: no end. */
  validTo: Day.nullable().default(null),
});
export type PostWish = z.infer<typeof PostWish>;

/** An account that is asked for, with the posts that it starts with. */
export const AccountWish = z.strictObject({
  name: line(30),
  loginName: LoginName,
  posts: z.array(PostWish).min(1, '至少一个岗位').max(5, '一次最多 5 个岗位'),
});
export type AccountWish = z.infer<typeof AccountWish>;

/** A post as lists show it. */
export const HeldPost = z.object({
  id: z.uuid(),
  role: RoleCode,
  roleName: z.string(),
  title: z.string(),
  areaCode: AreaCode,
  areaName: z.string(),
  departmentCode: z.string().nullable(),
  validFrom: Day,
  validTo: Day.nullable(),
  inForce: z.boolean(),
});
export type HeldPost = z.infer<typeof HeldPost>;

/** An account as the list shows it; of its posts those in the reader's area. */
export const AccountRow = z.object({
  id: z.uuid(),
  name: z.string(),
  loginName: z.string(),
  state: AccountState,
  posts: z.array(HeldPost),
  /** Posts in force elsewhere. */
  elsewhere: z.int(),
  lastSignInAt: Moment.nullable(),
  version: z.int(),
});
export type AccountRow = z.infer<typeof AccountRow>;
export const AccountPage = page(AccountRow);
export type AccountPage = z.infer<typeof AccountPage>;

/** Narrowing of the list. `q`: beginning of the name, of its sound, of its first letters, or of the login name. */
export const AccountQuery = PageQuery.extend({
  q: line(40).optional(),
  role: RoleCode.optional(),
  state: AccountState.optional(),
  area: AreaCode.optional(),
});
export type AccountQuery = z.infer<typeof AccountQuery>;

/** A request that waits for somebody else, or that was decided. */
export const GrantRequest = z.object({
  id: z.uuid(),
  kind: z.enum(['account', 'post']),
  state: z.enum(['waiting', 'approved', 'refused', 'withdrawn', 'lapsed']),
  account: z.object({ id: z.uuid(), name: z.string(), loginName: z.string(), version: z.int() }),
  posts: z.array(PostWish.extend({ roleName: z.string(), areaName: z.string() })),
  enteredByName: z.string(),
  enteredByRole: z.string(),
  enteredAt: Moment,
  decidedByName: z.string().nullable(),
  decidedAt: Moment.nullable(),
  opinion: z.string().nullable(),
  version: z.int(),
  mine: z.boolean(),
  mayDecide: z.boolean(),
});
export type GrantRequest = z.infer<typeof GrantRequest>;
/** `decide`: those that the reader may decide; `all`: whatever waits in the own area. */
export const GrantRequestQuery = PageQuery.extend({ view: z.enum(['all', 'decide']).default('all') });
export type GrantRequestQuery = z.infer<typeof GrantRequestQuery>;
export const GrantRequestPage = page(GrantRequest);
export type GrantRequestPage = z.infer<typeof GrantRequestPage>;

/** A live session of an account; `id` is made from its hash and signs nobody in. */
export const AccountSession = z.object({
  id: z.string(),
  postWords: z.string(),
  startedAt: Moment,
  lastSeenAt: Moment,
  own: z.boolean(),
});
export type AccountSession = z.infer<typeof AccountSession>;

/** Verbs that the reader may use on an account now; the server decides again. */
export const AccountAct = z.enum([
  'approveAccount',
  'requestPost',
  'suspendAccount',
  'resumeAccount',
  'closeAccount',
  'resetCredential',
  'endAccountSession',
]);
export type AccountAct = z.infer<typeof AccountAct>;

/** Work of a person that is not finished: what it is, how much, and where it is seen. */
export const OpenWork = z.object({ label: z.string(), count: z.int(), to: z.string().nullable() });
export type OpenWork = z.infer<typeof OpenWork>;

/** One account in full, as whoever administers it sees it. */
export const AccountView = AccountRow.extend({
  hasCredential: z.boolean(),
  mustChangePassword: z.boolean(),
  issuedAt: Moment.nullable(),
  enteredByName: z.string().nullable(),
  enteredAt: Moment.nullable(),
  decidedByName: z.string().nullable(),
  decidedAt: Moment.nullable(),
  stateReason: z.string().nullable(),
  stateByName: z.string().nullable(),
  stateAt: Moment.nullable(),
  successorName: z.string().nullable(),
  requests: z.array(GrantRequest),
  sessions: z.array(AccountSession),
  openWork: z.array(OpenWork),
  /** Ids of posts that the reader may end. */
  endable: z.array(z.uuid()),
  acts: z.array(AccountAct),
  own: z.boolean(),
});
export type AccountView = z.infer<typeof AccountView>;

/** One entry of what happened to an account or was done with its sign-in. */
const AccountEvent = z.object({
  id: z.uuid(),
  at: Moment,
  action: z.string(),
  actorName: z.string(),
  roleName: z.string(),
  reason: z.string().nullable(),
  detail: z.string().nullable(),
});
export const AccountHistory = page(AccountEvent);
export type AccountHistory = z.infer<typeof AccountHistory>;

/** Why something is done to an account. */
const Reason = line(200).min(2, '写明理由');
export const Because = z.strictObject({ reason: Reason });
export type Because = z.infer<typeof Because>;
/** Leaving: why, and who takes over what is open. */
export const Leaving = Because.extend({ successorId: z.uuid().nullable().default(null) });
export type Leaving = z.infer<typeof Leaving>;
/** What is said with an agreement. */
export const Agreement = z.strictObject({ opinion: line(200).nullable().default(null) });
export type Agreement = z.infer<typeof Agreement>;

/** A sign-in for one use: shown once, kept nowhere in plain. */
export const OneTimeSignIn = z.object({
  loginName: z.string(),
  password: z.string(),
  secret: z.string(),
  uri: z.string(),
  validUntil: Moment,
  version: z.int(),
});
export type OneTimeSignIn = z.infer<typeof OneTimeSignIn>;

/** Expected refusals. */
export const AccountRefusal = z.enum([
  'role-not-grantable',
  'role-not-at-level',
  'area-outside',
  'department-missing',
  'department-needless',
  'days-reversed',
  'post-over',
  'post-held',
  'duties-apart',
  'login-taken',
  'request-waiting',
  'maker-is-checker',
  'own-account',
  'sign-in-from-each-other',
  'account-state',
  'account-out-of-reach',
  'last-administrator',
  'open-work',
  'successor-unfit',
  'post-ended',
]);
export type AccountRefusal = z.infer<typeof AccountRefusal>;

const ADMINISTRATORS = [
  'PROV_LEAD',
  'PROV_OPS',
  'CITY_LEAD',
  'COUNTY_LEAD',
  'COUNTY_APPROVER',
  'TOWN_REVIEWER',
] as const;
const AGREERS = ['PROV_LEAD', 'CITY_LEAD', 'COUNTY_LEAD', 'TOWN_REVIEWER'] as const;
const KEEPERS = [...AGREERS, 'PROV_OPS'] as const;

/** Which accounts, which posts: `GRANTS` and the area decide in the command. Auditors read, and ask for auditors. */
export const accountPermissions = {
  listAccounts: [...ADMINISTRATORS, 'AUDITOR'],
  getAccount: [...ADMINISTRATORS, 'AUDITOR'],
  listAccountHistory: [...ADMINISTRATORS, 'AUDITOR'],
  listGrantRequests: [...ADMINISTRATORS, 'AUDITOR'],
  proposeLoginName: [...ADMINISTRATORS, 'AUDITOR'],
  requestAccount: [...ADMINISTRATORS, 'AUDITOR'],
  requestPost: [...ADMINISTRATORS, 'AUDITOR'],
  withdrawGrantRequest: [...ADMINISTRATORS, 'AUDITOR'],
  approveAccount: AGREERS,
  refuseAccount: AGREERS,
  approvePost: AGREERS,
  refusePost: AGREERS,
  endPost: KEEPERS,
  suspendAccount: KEEPERS,
  resumeAccount: KEEPERS,
  closeAccount: KEEPERS,
  resetCredential: KEEPERS,
  endAccountSession: KEEPERS,
  stepUp: 'signed-in',
  changePassword: 'signed-in',
} as const satisfies Permissions;
