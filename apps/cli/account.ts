/**
 * `npm run account -- open --login zhou.my --name 周明远 --role COUNTY_LEAD --area 440229 [--department YB] [--title 县监测股]`: opens an account.
 * `… post --login zhou.my --role … --area …`: gives it another post. `… reset --login zhou.my`: new password and one-time-code secret.
 * `… close --login zhou.my`: closes it. Password and secret are printed once and kept nowhere in plain.
 */
import { parseArgs } from 'node:util';
import { findArea, loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { ROLE_NAMES, RoleCode } from '@shouwang/modules/staff/contract.ts';
import {
  closeAccount,
  findAccountByLogin,
  givePost,
  listPosts,
  type NewPost,
  openAccount,
  ROLE_DIGITS,
  resetCredential,
} from '@shouwang/modules/staff/server/door.ts';
import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { StartError } from '@shouwang/platform/config.ts';
import { systemActor, type Tx, withScope } from '@shouwang/platform/db/scope.ts';
import { newPassword, otpauthUri } from '@shouwang/platform/identity/one-time-password.ts';
import { command } from './command.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    login: { type: 'string', default: '' },
    name: { type: 'string', default: '' },
    role: { type: 'string', default: '' },
    area: { type: 'string', default: '' },
    department: { type: 'string' },
    title: { type: 'string' },
  },
});

async function readPost(tx: Tx): Promise<NewPost> {
  const role = RoleCode.safeParse(values.role);
  if (!role.success) throw new StartError(`Say --role, one of: ${Object.keys(ROLE_NAMES).join(', ')}.`);
  if (!(await findArea(tx, values.area)))
    throw new StartError(
      `Say --area, the code of a division with 2, 4, 6, 9 or 12 digits; there is no ${values.area}.`,
    );
  if (values.area.length !== ROLE_DIGITS[role.data])
    throw new StartError(
      `${role.data} has its post at a division with ${ROLE_DIGITS[role.data]} digits; ${values.area} is none.`,
    );
  if (role.data === 'COUNTY_DEPT' && !values.department)
    throw new StartError('A department user needs --department, such as YB.');
  const departmentCode = values.department ?? null;
  return { role: role.data, areaCode: values.area, departmentCode, title: values.title ?? ROLE_NAMES[role.data] };
}

async function theAccount(tx: Tx) {
  const account = await findAccountByLogin(tx, values.login);
  if (!account) throw new StartError(`There is no account ${values.login}.`);
  return account;
}

const credentials = (password: string, secret: string) =>
  `  login     ${values.login}\n  password  ${password}\n  one-time codes (for an authenticator)  ${otpauthUri(values.login, secret)}\nThe password is good for three days and has to be changed at the first sign-in.`;

/** Whoever sits at the command line has seen the password. */
const handedOut = { by: systemActor('none', '命令行').accountId };

const ACTS: Record<string, (tx: Tx) => Promise<string>> = {
  async open(tx) {
    if (!/^[\w.@-]{3,40}$/.test(values.login))
      throw new StartError('Say --login, 3 to 40 letters, digits, dots or dashes.');
    if (!values.name) throw new StartError('Say --name, the name of the person.');
    if (await findAccountByLogin(tx, values.login))
      throw new StartError(`There is an account ${values.login} already.`);
    const password = newPassword();
    const post = await readPost(tx);
    const account = {
      ...post,
      loginName: values.login,
      name: values.name,
      proof: { password, handedOut },
      isDemonstration: false,
    };
    return `The account is open.\n${credentials(password, (await openAccount(tx, account)).secret)}`;
  },
  async post(tx) {
    await givePost(tx, (await theAccount(tx)).id, await readPost(tx));
    return `${values.login} has another post.`;
  },
  async reset(tx) {
    const password = newPassword();
    return `The old password and codes are void.\n${credentials(password, await resetCredential(tx, await theAccount(tx), { password, handedOut }))}`;
  },
  async close(tx) {
    await closeAccount(tx, (await theAccount(tx)).id);
    return `${values.login} is closed.`;
  },
};

/** Where the act belongs on record: the area of the new post, or of the account's first one. */
async function areaOf(): Promise<string> {
  if (values.area) return values.area;
  return withScope(systemActor('none', '命令行'), async (tx) => {
    const posts = await listPosts(tx, (await theAccount(tx)).id, clock.today());
    return posts[0]?.areaCode ?? '44';
  });
}

await command(async ({ done }) => {
  const verb = positionals[0] ?? '';
  const act = ACTS[verb];
  if (!act) throw new StartError(`Say what to do: npm run account -- ${Object.keys(ACTS).join(' | ')}`);
  await loadDivisions();
  const areaCode = verb === 'open' ? values.area : await areaOf();
  const actor = systemActor(areaCode, '命令行');
  const line = await withScope(actor, async (tx) => {
    const said = await act(tx);
    const account = await theAccount(tx);
    await recordAudit(tx, actor, { action: `${verb}Account`, areaCode, objectKey: `account:${account.id}` });
    return said;
  });
  done(line);
});
