import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays } from '@shouwang/platform/clock/days.ts';
import type { Actor } from '@shouwang/platform/db/scope.ts';
import { withScope } from '@shouwang/platform/db/scope.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { anActor, useTestDatabase } from '@shouwang/platform/testing/database.ts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aRunningCase, layFoundation } from '../../casework/server/case.fixture.ts';
import { checkPack } from '../../screening/rules.ts';
import { startRun } from '../../screening/server/commands.ts';
import type { PackView } from '../contract.ts';
import type { PackChecked, PackPreview, PackVersion, PackVersionDetail } from '../contract.versions.ts';
import { numberParameter } from '../rules.ts';
import { getPackInForce, loadPacks, PACK_FOLDER } from './door.ts';
import { policyRoutes } from './routes.ts';

const database = useTestDatabase();
const person = (n: number, role: string, areaCode: string, name: string): Actor =>
  anActor({ accountId: `01900000-0000-7000-8000-0000000001${String(n).padStart(2, '0')}`, role, areaCode, name });
const LEAD = person(1, 'COUNTY_LEAD', '440229', '县主管');
const APPROVER = person(2, 'COUNTY_APPROVER', '440229', '县审定');
const OPS = person(3, 'PROV_OPS', '44', '省运维');
const PROVINCE = person(4, 'PROV_LEAD', '44', '省主管');
const ELSEWHERE = person(5, 'COUNTY_LEAD', '440224', '邻县主管');
const VILLAGE = person(6, 'VILLAGE_CADRE', '440229109201', '村干部');

const COUNTY_YAML = readFileSync(join(PACK_FOLDER, 'wengyuan-2021.yaml'), 'utf8');
const PROVINCE_YAML = readFileSync(join(PACK_FOLDER, 'guangdong-2021.yaml'), 'utf8');
const visits = (days: number) => COUNTY_YAML.replace(/(visit\.monitoredIntervalDays: \{ value: )\d+/, `$1${days}`);
const line = (yuan: number) => PROVINCE_YAML.replace(/(line\.monitoring: .*value: )9600/, `$1${yuan}`);

/** What a refusal says. */
type Refused = { code: string; detail: string; fields: { path: string; code: string; message: string }[] };

let server: TestApp;
let admin: pg.Client;

const get = <T>(as: Actor, url: string) => server.call<T>(as, { method: 'GET', url });
const post = <T>(as: Actor, url: string, payload?: object, version?: number) =>
  server.call<T & Refused>(as, {
    method: 'POST',
    url,
    ...(payload ? { payload } : {}),
    headers: version === undefined ? {} : { 'if-match': `"${version}"` },
  });
const propose = (as: Actor, yaml: string, more: object = {}) =>
  post<{ version: PackVersion }>(as, '/api/policy/proposals', {
    yaml,
    reason: '按新文件调整',
    effectiveFrom: clock.today(),
    ...more,
  });
const confirm = (as: Actor, proposal: PackVersion) =>
  post<{ version: PackVersion; carried: string[] }>(
    as,
    `/api/policy/proposals/${proposal.id}/activation`,
    undefined,
    proposal.version,
  );
const inForce = async (area = '440229') =>
  (await get<{ pack: PackView }>(LEAD, `/api/policy/in-force?area=${area}`)).body.pack;
const proposed = async (as: Actor, yaml: string, more: object = {}) => {
  const { status, body } = await propose(as, yaml, more);
  expect(status, JSON.stringify(body)).toBe(201);
  return body.version;
};
const confirmed = async (as: Actor, proposal: PackVersion) => {
  const { status, body } = await confirm(as, proposal);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};

beforeAll(async () => {
  admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  await layFoundation();
  server = await testApp((app) => policyRoutes(app, (overlay) => checkPack(overlay).problems));
});
afterAll(async () => {
  clock.setOffsetDays(0);
  await admin.end();
});

describe('what ships', () => {
  it('is taken in at the first start, each later start leaves it alone', async () => {
    expect(await loadPacks()).toBe(0);
    const { body } = await get<{ items: PackVersion[] }>(LEAD, '/api/policy/versions?code=wengyuan-2021');
    expect(body.items).toMatchObject([
      { versionNo: 1, standing: 'in-force', origin: 'product', proposedBy: '随产品发布', inForceFrom: '2021-09-01' },
    ]);
  });

  it('is only offered when it is newer, once, and one person alone cannot switch it on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shouwang-packs-'));
    cpSync(PACK_FOLDER, folder, { recursive: true });
    writeFileSync(join(folder, 'wengyuan-2021.yaml'), visits(29));
    const before = await inForce();
    expect([await loadPacks(folder), await loadPacks(folder)]).toEqual([1, 0]);
    rmSync(folder, { recursive: true });
    expect((await inForce()).id).toBe(before.id);
    const { body } = await get<{ items: PackVersion[] }>(LEAD, '/api/policy/versions?standing=open');
    const [offer] = body.items;
    expect(offer).toMatchObject({ origin: 'product', standing: 'proposed', may: { activate: false, refuse: true } });
    if (!offer) throw new Error('no offer');
    expect((await confirm(LEAD, offer)).body.code).toBe('pack-needs-author');
    const { body: detail } = await get<PackVersionDetail>(LEAD, `/api/policy/versions/${offer.id}`);
    const taken = await proposed(LEAD, detail.yaml, { takenFrom: offer.id });
    expect((await get<PackVersionDetail>(LEAD, `/api/policy/versions/${offer.id}`)).body.version.standing).toBe(
      'withdrawn',
    );
    const back = await post<{ version: PackVersion }>(
      LEAD,
      `/api/policy/proposals/${taken.id}/withdrawal`,
      { reason: '先不采用' },
      taken.version,
    );
    expect(back.body.version).toMatchObject({ standing: 'withdrawn', closedReason: '先不采用', closedBy: '县主管' });
  });
});

describe('a proposal', () => {
  it('with faults is refused with line, column and words, all at once', async () => {
    const broken = `${visits(20)}\nindicators:\n  WATER: { when: not has_safe_watr, wieght: 1 }\n  JOB: { weight: -1 }\n`;
    const { status, body } = await propose(LEAD, broken);
    expect([status, body.code]).toEqual([422, 'pack-invalid']);
    const lines = broken.split('\n');
    const place = (text: string) => lines.findIndex((one) => one.includes(text)) + 1;
    expect(body.fields.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(`^本次提议:${place('wieght')}:\\d+$`),
        expect.stringMatching(`^本次提议:${place('JOB')}:\\d+$`),
      ]),
    );
    expect(body.fields.find(({ code }) => code === 'pack-condition')).toMatchObject({
      path: expect.stringMatching(`^本次提议:${place('has_safe_watr')}:\\d+$`),
      message: expect.stringContaining('has_safe_water'),
    });
    const yaml = await propose(LEAD, 'pack: a\npack: b\n');
    expect(yaml.body.fields).toEqual([expect.objectContaining({ path: '本次提议:2:1', code: 'pack-yaml' })]);
  });

  it('belongs to the area of its author, on the pack above, from today on, with a difference', async () => {
    const codes = async (as: Actor, yaml: string, more: object = {}) =>
      (await propose(as, yaml, more)).body.fields.map(({ code }) => code);
    expect(await codes(ELSEWHERE, visits(20))).toEqual(['pack-area', 'pack-area']);
    expect(await codes(LEAD, visits(20).replace('extends: guangdong-2021\n', ''))).toContain('pack-layer');
    expect(await codes(LEAD, visits(20).replace('extends: guangdong-2021', 'extends: hainan-2021'))).toEqual([
      'pack-layer',
    ]);
    expect(await codes(LEAD, visits(20), { effectiveFrom: addDays(clock.today(), -1) })).toEqual(['pack-day']);
    expect(await codes(LEAD, COUNTY_YAML)).toEqual(['pack-same']);
    expect(await codes(OPS, PROVINCE_YAML.replace(/^ {2}publicity\.minDays:.*$/m, ''))).toEqual(['pack-parameter']);
    expect((await propose(VILLAGE, visits(20))).status).toBe(403);
  });

  it('says value by value what would differ', async () => {
    const { body } = await post<PackChecked>(LEAD, '/api/policy/checks', {
      yaml: visits(20),
      effectiveFrom: clock.today(),
    });
    expect(body.problems).toEqual([]);
    expect(body.against).toMatchObject({ code: 'wengyuan-2021', versionNo: 1 });
    expect(body.differences.filter(({ section }) => section === 'parameters')).toMatchObject([
      {
        path: 'parameters/visit.monitoredIntervalDays/value',
        before: 30,
        after: 20,
        unit: 'days',
        standing: 'source',
        layer: 'wengyuan-2021',
      },
    ]);
  });

  it('is confirmed by another person, over the state that he saw, and holds at once', async () => {
    const proposal = await proposed(LEAD, visits(20));
    expect(proposal.may).toMatchObject({ activate: false, withdraw: true, refuse: false });
    expect((await confirm(LEAD, proposal)).body).toMatchObject({ status: 403, code: 'pack-own-proposal' });
    expect((await confirm(ELSEWHERE, proposal)).status).toBe(404);
    expect((await confirm(VILLAGE, proposal)).status).toBe(403);
    expect((await get(VILLAGE, `/api/policy/versions/${proposal.id}`)).status).toBe(404);
    const url = `/api/policy/proposals/${proposal.id}/activation`;
    expect((await post(APPROVER, url)).status).toBe(428);
    expect((await confirm(APPROVER, { ...proposal, version: 7 })).status).toBe(412);
    const { body: preview } = await get<PackPreview>(APPROVER, `/api/policy/proposals/${proposal.id}/preview`);
    expect(preview).toMatchObject({
      obstacles: [],
      carried: [],
      from: clock.today(),
      ends: [{ versionNo: 1, scheduled: false }],
    });
    const { version } = await confirmed(APPROVER, proposal);
    expect(version).toMatchObject({
      standing: 'in-force',
      proposedBy: '县主管',
      activatedBy: '县审定',
      reason: '按新文件调整',
    });
    const now = await inForce();
    expect(now.id).toBe(proposal.id);
    expect(numberParameter(now, 'visit.monitoredIntervalDays')).toBe(20);
    expect((await confirm(APPROVER, { ...proposal, version: version.version })).body.code).toBe('pack-not-proposed');
    const { rows } = await admin.query(
      'select action, actor_name, reason from audit.event where object_key = $1 order by at',
      [`pack:wengyuan-2021:${proposal.id}`],
    );
    expect(rows).toEqual([
      { action: 'proposePack', actor_name: '县主管', reason: '按新文件调整' },
      { action: 'activatePack', actor_name: '县审定', reason: '按新文件调整' },
    ]);
  });

  it('of another person is refused with a reason; an earlier version is proposed again', async () => {
    const { body } = await get<{ items: PackVersion[] }>(LEAD, '/api/policy/versions?code=wengyuan-2021');
    const first = body.items.find(({ versionNo }) => versionNo === 1);
    const { body: old } = await get<PackVersionDetail>(LEAD, `/api/policy/versions/${first?.id}`);
    expect(old.version.standing).toBe('retired');
    const again = await proposed(LEAD, old.yaml, { takenFrom: old.version.id });
    expect((await propose(LEAD, old.yaml)).body.code).toBe('pack-same-proposed');
    const refusal = (as: Actor) =>
      post<{ version: PackVersion }>(
        as,
        `/api/policy/proposals/${again.id}/refusal`,
        { reason: '理由不充分' },
        again.version,
      );
    expect((await refusal(LEAD)).body.code).toBe('pack-own-proposal');
    expect((await refusal(APPROVER)).body.version).toMatchObject({
      standing: 'refused',
      closedBy: '县审定',
      takenFrom: old.version.id,
    });
  });

  it('for a later day holds from that day, not before', async () => {
    const day = addDays(clock.today(), 10);
    const before = await inForce();
    const { version } = await confirmed(APPROVER, await proposed(LEAD, visits(15), { effectiveFrom: day }));
    expect(version).toMatchObject({ standing: 'scheduled', inForceFrom: day });
    expect((await inForce()).id).toBe(before.id);
    clock.setOffsetDays(9);
    expect((await inForce()).id).toBe(before.id);
    clock.setOffsetDays(10);
    expect((await inForce()).id).toBe(version.id);
    const { body } = await get<{ items: PackVersion[] }>(LEAD, '/api/policy/versions?code=wengyuan-2021');
    expect(body.items.find(({ id }) => id === before.id)?.standing).toBe('retired');
    expect(body.items.find(({ id }) => id === version.id)?.standing).toBe('in-force');
  });
});

describe('cases and runs', () => {
  it('go on under the pack with which they began; those that begin later take the new one', async () => {
    const before = await inForce();
    const old = await aRunningCase();
    const { version } = await confirmed(APPROVER, await proposed(LEAD, visits(14)));
    const fresh = await aRunningCase('440229109201', '何土旺');
    const packOf = async (caseId: string) =>
      (await admin.query('select pack_id from casework.identification where id = $1', [caseId])).rows[0]?.pack_id;
    expect(await packOf(old.facts.caseId)).toBe(before.id);
    expect(await packOf(fresh.facts.caseId)).toBe(version.id);
    const run = await withScope(LEAD, (tx) => startRun(tx, LEAD));
    const { rows } = await admin.query('select pack_id, pack_hash from screening.run where id = $1', [run.slice(7)]);
    expect(rows[0]).toEqual({ pack_id: version.id, pack_hash: version.hash });
    expect((await get<PackVersionDetail>(VILLAGE, `/api/policy/versions/${before.id}`)).body.pack.hash).toBe(
      before.hash,
    );
  });
});

describe('two at once', () => {
  it('confirm two proposals of one pack: one wins, the other is told what to do', async () => {
    const one = await proposed(LEAD, visits(11));
    const other = await proposed(LEAD, visits(12));
    const answers = await Promise.all([confirm(APPROVER, one), confirm(PROVINCE, other)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const lost = answers.find(({ status }) => status === 409)?.body;
    expect(lost).toMatchObject({ code: 'pack-changed', detail: expect.stringContaining('再次提议') });
    const { rows } = await admin.query(
      "select count(*)::int as n from policy.pack where code = 'wengyuan-2021' and state = 'active' and (superseded_on is null or superseded_on > $1)",
      [clock.today()],
    );
    expect(rows).toEqual([{ n: 1 }]);
  });
});

describe('the pack below changes', () => {
  it('and the overlay is resolved anew by the same act, with its own values kept', async () => {
    const own = await inForce();
    const waiting = await proposed(LEAD, visits(13));
    const proposal = await proposed(OPS, line(10_200), { effectiveFrom: addDays(clock.today(), 5) });
    const { body: preview } = await get<PackPreview>(PROVINCE, `/api/policy/proposals/${proposal.id}/preview`);
    expect(preview.carried).toMatchObject([
      {
        of: { id: own.id, code: 'wengyuan-2021' },
        problems: [],
        differences: [{ path: 'parameters/line.monitoring/value', before: 9600, after: 10_200 }],
      },
    ]);
    expect((await confirm(LEAD, proposal)).status).toBe(403);
    const { carried } = await confirmed(PROVINCE, proposal);
    const { body: detail } = await get<PackVersionDetail>(LEAD, `/api/policy/versions/${carried[0]}`);
    expect(detail.version).toMatchObject({
      standing: 'scheduled',
      proposedBy: '省运维',
      activatedBy: '省主管',
      carriedBy: proposal.id,
    });
    expect(numberParameter(await inForce(), 'line.monitoring')).toBe(9600);
    clock.setOffsetDays(clock.offsetDays + 5);
    const now = await inForce();
    expect(now.id).toBe(carried[0]);
    expect(numberParameter(now, 'line.monitoring')).toBe(10_200);
    expect(now.parameters['visit.monitoredIntervalDays']).toEqual(own.parameters['visit.monitoredIntervalDays']);
    expect((await confirm(APPROVER, waiting)).body.code).toBe('pack-changed');
  });

  it('is not confirmed when an overlay would break on it', async () => {
    const without = line(10_200).replace(/^ {2}PLT-1-DROP:\n(?: {4}.*\n)+/m, '');
    const proposal = await proposed(OPS, without);
    const { body: preview } = await get<PackPreview>(PROVINCE, `/api/policy/proposals/${proposal.id}/preview`);
    expect(preview.obstacles).toMatchObject([
      { code: 'pack-overlay-breaks', message: expect.stringContaining('翁源县') },
    ]);
    const refused = await confirm(PROVINCE, proposal);
    expect(refused.body).toMatchObject({ status: 409, code: 'pack-overlay-breaks' });
    expect(refused.body.fields[0]?.path).toMatch(/^wengyuan-2021\.yaml:\d+:\d+$/);
  });
});

describe('the database', () => {
  it('lets the program change no state but by the act', async () => {
    const waiting = await proposed(LEAD, visits(9));
    const plain = (as: Actor) =>
      withScope(as, (tx) =>
        tx.updateTable('policy.pack').set({ state: 'active' }).where('id', '=', waiting.id).execute(),
      );
    await expect(plain(APPROVER)).rejects.toMatchObject({ code: '42501' });
    const act = (as: Actor, more: object = {}) =>
      withScope(as, (tx) =>
        tx.executeQuery({
          sql: 'select policy.activate_pack($1, $2, $3)',
          parameters: [
            waiting.id,
            waiting.version,
            JSON.stringify({
              from: clock.today(),
              today: clock.today(),
              byName: 'x',
              at: clock.now(),
              ended: [],
              carried: [],
              ...more,
            }),
          ],
          query: { kind: 'RawNode', sqlFragments: [], parameters: [] },
          queryId: { queryId: 'act' },
        } as never),
      );
    await expect(act(LEAD)).rejects.toMatchObject({ code: '42501' });
    await expect(act(ELSEWHERE)).rejects.toMatchObject({ code: '42501' });
    await expect(act(VILLAGE)).rejects.toMatchObject({ code: '42501' });
    await expect(act(APPROVER, { from: addDays(clock.today(), -1) })).rejects.toMatchObject({ code: '23514' });
  });

  it('takes no version from anybody but its author, and none that is in force already', async () => {
    const { rows } = await admin.query("select * from policy.pack where code = 'wengyuan-2021' limit 1");
    const copy = (as: Actor, change: object) =>
      withScope(as, (tx) =>
        tx
          .insertInto('policy.pack')
          .values({
            ...rows[0],
            content: JSON.stringify(rows[0].content),
            id: crypto.randomUUID(),
            version_no: 900,
            origin: 'person',
            state: 'proposed',
            reason: '试一试',
            proposed_by: as.accountId,
            proposed_by_name: as.name,
            activated_by: null,
            activated_at: null,
            in_force_from: null,
            superseded_on: null,
            content_hash: crypto.randomUUID(),
            ...change,
          })
          .execute(),
      );
    await expect(copy(LEAD, {})).resolves.toBeDefined();
    const faults = [
      copy(LEAD, { version_no: 901, proposed_by: APPROVER.accountId }),
      copy(LEAD, { version_no: 902, state: 'active', in_force_from: '2026-01-01', activated_at: clock.now() }),
      copy(LEAD, { version_no: 903, origin: 'product', proposed_by: null }),
      copy(VILLAGE, { version_no: 904 }),
      copy(OPS, { version_no: 905 }),
    ];
    const settled = await Promise.allSettled(faults);
    expect(settled).toMatchObject(faults.map(() => ({ status: 'rejected', reason: { code: '42501' } })));
    const twice = admin.query('update policy.pack set activated_by = proposed_by where version_no = 900');
    await expect(twice).rejects.toMatchObject({ constraint: 'pack_two_persons' });
  });

  it('names nobody without a scope', async () => {
    await expect(
      withScope({ ...LEAD, areaCode: 'none' }, (tx) => getPackInForce(tx, '440229', clock.today())),
    ).resolves.toBeDefined();
    const other = withScope(anActor({ areaCode: '46' }), (tx) => getPackInForce(tx, '460105', clock.today()));
    await expect(other).rejects.toMatchObject({ code: 'no-pack-in-force' });
  });
});
