import { AreaCode, Day, line, type Permissions } from '@shouwang/platform/schema/schema.ts';
import { z } from 'zod';

/** Roles of posts (codes of the table `role`), with their Chinese names. */
export const ROLE_NAMES = {
  PROV_LEAD: '省级主管',
  PROV_OPS: '省级运维',
  AUDITOR: '审计、督查',
  CITY_LEAD: '市级主管',
  COUNTY_LEAD: '县级主管',
  COUNTY_APPROVER: '县级审定',
  COUNTY_DEPT: '县级行业部门',
  TOWN_REVIEWER: '镇级审核员',
  TOWN_WINDOW: '镇一门受理窗口',
  TOWN_TEAM: '驻镇帮镇扶村工作队',
  VILLAGE_CADRE: '村两委干部',
  FIRST_SECRETARY: '驻村第一书记',
  VILLAGE_CLERK: '村信息员',
} as const;
export const RoleCode = z.enum(Object.keys(ROLE_NAMES) as [keyof typeof ROLE_NAMES]);
export type RoleCode = z.infer<typeof RoleCode>;

/** Groups of roles that permissions are written with. */
export const PROVINCE_ROLES = ['PROV_LEAD'] as const;
export const COUNTY_ROLES = ['COUNTY_LEAD', 'COUNTY_APPROVER'] as const;
export const TOWN_ROLES = ['TOWN_REVIEWER', 'TOWN_WINDOW', 'TOWN_TEAM'] as const;
export const VILLAGE_ROLES = ['VILLAGE_CADRE', 'FIRST_SECRETARY', 'VILLAGE_CLERK'] as const;
/** Everybody who looks after households, from the province to the village; not departments, operators and auditors. */
export const LINE_ROLES = [...PROVINCE_ROLES, 'CITY_LEAD', ...COUNTY_ROLES, ...TOWN_ROLES, ...VILLAGE_ROLES] as const;

/** What a person proves who he is with. */
export const SignIn = z.object({
  loginName: line(40),
  password: z.string().min(1).max(200),
  code: z.string().regex(/^\d{6}$/, '验证码是 6 位数字'),
});
export type SignIn = z.infer<typeof SignIn>;

/** The digits with which somebody who is signed in proves himself again. */
export const StepUp = SignIn.pick({ code: true });
export type StepUp = z.infer<typeof StepUp>;

/** A password that somebody changes for himself: the one before, and the new one. */
export const ChangePassword = z.strictObject({
  current: z.string().min(1).max(200),
  password: z.string().min(10, '密码不少于 10 位').max(200),
});
export type ChangePassword = z.infer<typeof ChangePassword>;

/** A post: role x area (x department) of an account. */
export const Post = z.object({
  id: z.uuid(),
  role: RoleCode,
  roleName: z.string(),
  title: z.string(),
  areaCode: AreaCode,
  areaName: z.string(),
  areaPath: z.array(z.object({ code: AreaCode, name: z.string() })),
  departmentCode: z.string().nullable(),
});
export type Post = z.infer<typeof Post>;

/** Which of one's posts one works in from now on. */
export const ChangePost = z.object({ postId: z.uuid() });
export type ChangePost = z.infer<typeof ChangePost>;

/** Who is signed in, in which post, and what the shell of every page shows. */
export const SessionView = z.object({
  account: z.object({ id: z.uuid(), name: z.string(), loginName: z.string() }),
  post: Post,
  posts: z.array(Post),
  /** The password was made by somebody else: nothing but changing it is allowed. */
  mustChangePassword: z.boolean(),
  demonstration: z.boolean(),
  today: Day,
  /** Days by which the demonstration runs ahead. */
  offsetDays: z.int(),
  packName: z.string().nullable(),
  dataAsOf: z.string().nullable(),
  /** operationIds that the role may use. */
  permissions: z.array(z.string()),
});
export type SessionView = z.infer<typeof SessionView>;

/** An account of the demonstration, with everything that is needed to sign in. */
export const DemonstrationAccount = z.object({
  loginName: z.string(),
  name: z.string(),
  roleName: z.string(),
  areaName: z.string(),
  password: z.string(),
  code: z.string(),
});
export type DemonstrationAccount = z.infer<typeof DemonstrationAccount>;

export const permissions = {
  signIn: 'public',
  signOut: 'signed-in',
  getSession: 'signed-in',
  changePost: 'signed-in',
  listDemonstrationAccounts: 'public',
  advanceDay: 'signed-in',
} as const satisfies Permissions;
