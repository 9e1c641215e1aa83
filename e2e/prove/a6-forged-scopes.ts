import { createHmac } from 'node:crypto';
import { key } from '@shouwang/platform/crypto/keys.ts';
import { signScope } from '@shouwang/platform/db/scope.ts';
import type pg from 'pg';
import { actorAt, appClient, ask } from './app-client.ts';
import { type Ground, onGround } from './ground.ts';
import { conclude, type Proof, type ProofResult, runSeeded } from './proof.ts';
import { Random } from './random.ts';

type Scope = (string | null)[];
type Forgery = { kind: string; enter: Scope | null; settings: [string, string][] };

const OWN = actorAt('440229');
const good = () => signScope(OWN, key('scope'));
const at = (scope: Scope, index: number, value: string | null): Scope =>
  scope.map((part, i) => (i === index ? value : part));
const entering = (kind: string, enter: Scope): Forgery => ({ kind, enter, settings: [] });
const setting = (kind: string, settings: [string, string][]): Forgery => ({ kind, enter: null, settings });

function flipHex(mac: string, random: Random): string {
  const index = random.below(mac.length);
  const other = (Number.parseInt(mac.charAt(index), 16) ^ (1 + random.below(15))).toString(16);
  return mac.slice(0, index) + other + mac.slice(index + 1);
}

/** Every way to make a scope without the key that was thought of; each makes a fresh forgery. */
const FORGERIES: ((random: Random) => Forgery)[] = [
  (random) => entering('signed with another key', signScope(OWN, random.bytes(32))),
  () => entering('signed with an empty key', signScope(OWN, Buffer.alloc(0))),
  (random) => entering('expired', signScope(OWN, key('scope'), -1 - random.below(100_000))),
  (random) =>
    entering('later expiry', at(good(), 4, String(Math.floor(Number(good()[4])) + 1 + random.below(1_000_000)))),
  (random) => entering('one digit of the mac', at(good(), 5, flipHex(good()[5] ?? '', random))),
  (random) => entering('mac cut', at(good(), 5, (good()[5] ?? '').slice(0, random.below(64)))),
  (random) => entering('mac random', at(good(), 5, random.bytes(32).toString('hex'))),
  () => entering('mac upper case', at(good(), 5, (good()[5] ?? '').toUpperCase())),
  () => entering('mac with a space', at(good(), 5, `${good()[5]} `)),
  (random) => entering('wider from', at(good(), 0, random.pick(['44', '4402', '0', '440224', '']))),
  (random) => entering('wider to', at(good(), 1, random.pick(['99', '44:', ':', 'zz', '441']))),
  (random) => entering('another person', at(good(), 2, random.bytes(16).toString('hex'))),
  (random) => entering('another role', at(good(), 3, random.pick(['PROV_LEAD', 'SYSTEM', 'AUDITOR', '']))),
  (random) => entering('nothing in one part', at(good(), random.below(6), null)),
  (random) =>
    entering(
      'expiry is no number',
      at(good(), 4, random.pick(['never', '1e9', '-1', ' 9999999999', '9'.repeat(40), '0x7fffffff', ''])),
    ),
  () => {
    const [lo, hi, actor, role, exp, mac] = good() as [string, string, string, string, string, string];
    return entering('borders of the parts moved', [`${lo}|${hi}`, actor, role, exp, exp, mac]);
  },
  () => {
    const [lo, hi, actor, role, exp] = good();
    return entering('plain hash instead of a mac', [
      lo,
      hi,
      actor,
      role,
      exp,
      createHmac('sha256', '').update([lo, hi, actor, role, exp].join('|')).digest('hex'),
    ] as Scope);
  },
  (random) =>
    setting('settings without a mac', [
      ['app.lo', random.pick(['', '0', '44'])],
      ['app.hi', '99'],
    ]),
  (random) =>
    setting(
      'settings with an invented mac',
      Object.entries({
        lo: '44',
        hi: '99',
        actor: 'x',
        role: 'SYSTEM',
        exp: '9999999999',
        mac: random.bytes(32).toString('hex'),
      }).map(([name, value]) => [`app.${name}`, value]),
    ),
  (random) => ({
    kind: 'own scope, then wider settings',
    enter: good(),
    settings: [[random.pick(['app.hi', 'app.lo']), random.pick(['99', '0', '4'])]],
  }),
  () => ({ kind: 'own scope, then a longer life', enter: good(), settings: [['app.exp', '9999999999']] }),
  () => ({ kind: 'own scope, then another role', enter: good(), settings: [['app.role', 'SYSTEM']] }),
];

async function isAccepted(client: pg.Client, forgery: Forgery): Promise<boolean> {
  await client.query('begin');
  try {
    if (forgery.enter) {
      const entered = await ask(client, 'select app_enter($1, $2, $3, $4, $5, $6)', forgery.enter);
      if ('code' in entered) return entered.code !== '42501' && entered.code !== '22021';
      if (forgery.settings.length === 0) return true;
    }
    for (const [name, value] of forgery.settings) await client.query(`set local ${name} = '${value}'`);
    const seen = await ask(client, 'select area_code from audit.event limit 1');
    return 'rows' in seen && seen.rows.length > 0;
  } finally {
    await client.query('rollback');
  }
}

async function acceptedKinds(url: string, n: number, seed: number): Promise<string[]> {
  const random = new Random(seed);
  const client = await appClient(url);
  const accepted: string[] = [];
  try {
    for (let i = 0; i < n; i += 1) {
      const forge = FORGERIES[i % FORGERIES.length] as (typeof FORGERIES)[number];
      const forgery = forge(random);
      if (await isAccepted(client, forgery)) accepted.push(forgery.kind);
    }
    if (!(await isAccepted(client, entering('control: the true scope', good()))))
      accepted.push('control: the true scope was refused');
  } finally {
    await client.end();
  }
  return accepted;
}

const SCOPE_OK = (
  body: string,
) => `create or replace function sec.scope_ok(lo text, hi text, actor text, role text, exp text, mac text) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog as $$ begin ${body} end $$`;
const RIGHT = "coalesce(sec.scope_mac(lo || '|' || hi || '|' || actor || '|' || role || '|' || exp) = mac, false)";

const BREAKS: Record<string, string> = {
  'no mac is checked': SCOPE_OK('return true;'),
  'expiry is not checked': SCOPE_OK(`return ${RIGHT};`),
  'only the first four digits of the mac are compared': SCOPE_OK(
    `if exp !~ '^[0-9]{1,12}$' or exp::bigint <= extract(epoch from clock_timestamp()) then return false; end if; return coalesce(left(sec.scope_mac(lo || '|' || hi || '|' || actor || '|' || role || '|' || exp), 4) = left(mac, 4), false);`,
  ),
  'the role is not signed over again: settings are taken as they are': 'drop policy signed on audit.event',
};

async function plantEvents(ground: Ground): Promise<void> {
  await ground.admin(
    `insert into audit.event (county_code, id, area_code, at, actor_name, role, action, object_key)
     select left(a, 6), gen_random_uuid(), a, now(), 'x', 'X', 'a', 'k' from unnest($1::text[]) a`,
    [['440229104201', '440229', '440224102201', '450101101201', '4402']],
  );
}

/** A6: no scope that was not signed with the key is taken by the database, whether entered or set by hand. */
export const forgedScopes: Proof = {
  id: 'A6',
  title: 'a forged scope is never accepted',
  run: ({ n, seed, small }): Promise<ProofResult> => {
    const count = n ?? (small ? 220 : 5_000);
    return onGround(async (ground) => {
      await plantEvents(ground);
      const accepted = await acceptedKinds(ground.url, count, seed);
      const [original] = await ground.admin<{ text: string }>(
        "select pg_get_functiondef('sec.scope_ok'::regproc) as text",
      );
      const seeds = await runSeeded(
        Object.entries(BREAKS).map(([name, statement]) => ({
          name,
          noticed: async () => {
            await ground.admin(statement);
            const kinds = await acceptedKinds(ground.url, FORGERIES.length * 2, seed + 1);
            await ground.admin(original?.text ?? '');
            return kinds.length > 0;
          },
        })),
      );
      return conclude(accepted, `${accepted.length} of ${count} accepted (${FORGERIES.length} ways)`, {
        n: count,
        seeds,
      });
    });
  },
};
