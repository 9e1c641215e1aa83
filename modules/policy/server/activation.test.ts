import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays } from '@shouwang/platform/clock/days.ts';
import type { Actor } from '@shouwang/platform/db/scope.ts';
import { withScope } from '@shouwang/platform/db/scope.ts';
import { testApp } from '@shouwang/platform/testing/app.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aRunningCase, layFoundation } from '../../casework/server/case.fixture.ts';
import { checkPack } from '../../screening/rules.ts';
import { startRun } from '../../screening/server/commands.ts';
import type { PackChecked, PackPreview, PackVersion, PackVersionDetail } from '../contract.versions.ts';
import { numberParameter } from '../rules.ts';
import { loadPacks, PACK_FOLDER } from './door.ts';
import {
  APPROVER,
  COUNTY_YAML,
  ELSEWHERE,
  LEAD,
  OPS,
  PROVINCE_YAML,
  packDesk,
  VILLAGE,
  visits,
} from './pack-desk.fixture.ts';
import { policyRoutes } from './routes.ts';

const database = useTestDatabase();
let desk: ReturnType<typeof packDesk>;
let admin: pg.Client;

beforeAll(async () => {
  admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  await layFoundation();
  desk = packDesk(await testApp((app) => policyRoutes(app, (overlay) => checkPack(overlay).problems)));
});
afterAll(async () => {
  clock.setOffsetDays(0);
  await admin.end();
});

describe('what ships', () => {
  it('is taken in at the first start, each later start leaves it alone', async () => {
    expect(await loadPacks()).toBe(0);
    const { body } = await desk.get<{ items: PackVersion[] }>(LEAD, '/api/policy/versions?code=wengyuan-2021');
    expect(body.items).toMatchObject([
      { versionNo: 1, standing: 'in-force', origin: 'product', proposedBy: '随产品发布', inForceFrom: '2021-09-01' },
    ]);
  });

  it('is only offered when it is newer, once, and one person alone cannot switch it on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shouwang-packs-'));
    cpSync(PACK_FOLDER, folder, { recursive: true });
    writeFileSync(join(folder, 'wengyuan-2021.yaml'), visits(29));
    const before = await desk.inForce();
    expect([await loadPacks(folder), await loadPacks(folder)]).toEqual([1, 0]);
    rmSync(folder, { recursive: true });
    expect((await desk.inForce()).id).toBe(before.id);
    const { body } = await desk.get<{ items: PackVersion[] }>(LEAD, '/api/policy/versions?standing=open');
    const [offer] = body.items;
    expect(offer).toMatchObject({ origin: 'product', standing: 'proposed', may: { activate: false, refuse: true } });
    if (!offer) throw new Error('no offer');
    expect((await desk.confirm(LEAD, offer)).body.code).toBe('pack-needs-author');
    const { body: detail } = await desk.get<PackVersionDetail>(LEAD, `/api/policy/versions/${offer.id}`);
    const taken = await desk.proposed(LEAD, detail.yaml, { takenFrom: offer.id });
    expect((await desk.get<PackVersionDetail>(LEAD, `/api/policy/versions/${offer.id}`)).body.version.standing).toBe(
      'withdrawn',
    );
    const back = await desk.post<{ version: PackVersion }>(
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
    const { status, body } = await desk.propose(LEAD, broken);
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
    const yaml = await desk.propose(LEAD, 'pack: a\npack: b\n');
    expect(yaml.body.fields).toEqual([expect.objectContaining({ path: '本次提议:2:1', code: 'pack-yaml' })]);
  });

  it('belongs to the area of its author, on the pack above, from today on, with a difference', async () => {
    const codes = async (as: Actor, yaml: string, more: object = {}) =>
      (await desk.propose(as, yaml, more)).body.fields.map(({ code }) => code);
    expect(await codes(ELSEWHERE, visits(20))).toEqual(['pack-area', 'pack-area']);
    expect(await codes(LEAD, visits(20).replace('extends: guangdong-2021\n', ''))).toContain('pack-layer');
    expect(await codes(LEAD, visits(20).replace('extends: guangdong-2021', 'extends: hainan-2021'))).toEqual([
      'pack-layer',
    ]);
    expect(await codes(LEAD, visits(20), { effectiveFrom: addDays(clock.today(), -1) })).toEqual(['pack-day']);
    expect(await codes(LEAD, COUNTY_YAML)).toEqual(['pack-same']);
    expect(await codes(OPS, PROVINCE_YAML.replace(/^ {2}publicity\.minDays:.*$/m, ''))).toEqual(['pack-parameter']);
    expect((await desk.propose(VILLAGE, visits(20))).status).toBe(403);
  });

  it('says value by value what would differ', async () => {
    const { body } = await desk.post<PackChecked>(LEAD, '/api/policy/checks', {
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
    const proposal = await desk.proposed(LEAD, visits(20));
    expect(proposal.may).toMatchObject({ activate: false, withdraw: true, refuse: false });
    expect((await desk.confirm(LEAD, proposal)).body).toMatchObject({ status: 403, code: 'pack-own-proposal' });
    expect((await desk.confirm(ELSEWHERE, proposal)).status).toBe(404);
    expect((await desk.confirm(VILLAGE, proposal)).status).toBe(403);
    expect((await desk.get(VILLAGE, `/api/policy/versions/${proposal.id}`)).status).toBe(404);
    const url = `/api/policy/proposals/${proposal.id}/activation`;
    expect((await desk.post(APPROVER, url)).status).toBe(428);
    expect((await desk.confirm(APPROVER, { ...proposal, version: 7 })).status).toBe(412);
    const { body: preview } = await desk.get<PackPreview>(APPROVER, `/api/policy/proposals/${proposal.id}/preview`);
    expect(preview).toMatchObject({
      obstacles: [],
      carried: [],
      from: clock.today(),
      ends: [{ versionNo: 1, scheduled: false }],
    });
    const { version } = await desk.confirmed(APPROVER, proposal);
    expect(version).toMatchObject({
      standing: 'in-force',
      proposedBy: '县主管',
      activatedBy: '县审定',
      reason: '按新文件调整',
    });
    const now = await desk.inForce();
    expect(now.id).toBe(proposal.id);
    expect(numberParameter(now, 'visit.monitoredIntervalDays')).toBe(20);
    expect((await desk.confirm(APPROVER, { ...proposal, version: version.version })).body.code).toBe(
      'pack-not-proposed',
    );
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
    const { body } = await desk.get<{ items: PackVersion[] }>(LEAD, '/api/policy/versions?code=wengyuan-2021');
    const first = body.items.find(({ versionNo }) => versionNo === 1);
    const { body: old } = await desk.get<PackVersionDetail>(LEAD, `/api/policy/versions/${first?.id}`);
    expect(old.version.standing).toBe('retired');
    const again = await desk.proposed(LEAD, old.yaml, { takenFrom: old.version.id });
    expect((await desk.propose(LEAD, old.yaml)).body.code).toBe('pack-same-proposed');
    const refusal = (as: Actor) =>
      desk.post<{ version: PackVersion }>(
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
    const before = await desk.inForce();
    const { version } = await desk.confirmed(APPROVER, await desk.proposed(LEAD, visits(15), { effectiveFrom: day }));
    expect(version).toMatchObject({ standing: 'scheduled', inForceFrom: day });
    expect((await desk.inForce()).id).toBe(before.id);
    clock.setOffsetDays(9);
    expect((await desk.inForce()).id).toBe(before.id);
    clock.setOffsetDays(10);
    expect((await desk.inForce()).id).toBe(version.id);
    const { body } = await desk.get<{ items: PackVersion[] }>(LEAD, '/api/policy/versions?code=wengyuan-2021');
    expect(body.items.find(({ id }) => id === before.id)?.standing).toBe('retired');
    expect(body.items.find(({ id }) => id === version.id)?.standing).toBe('in-force');
  });
});

describe('cases and runs', () => {
  it('go on under the pack with which they began; those that begin later take the new one', async () => {
    const before = await desk.inForce();
    const old = await aRunningCase();
    const { version } = await desk.confirmed(APPROVER, await desk.proposed(LEAD, visits(14)));
    const fresh = await aRunningCase('440229109201', '何土旺');
    const packOf = async (caseId: string) =>
      (await admin.query('select pack_id from casework.identification where id = $1', [caseId])).rows[0]?.pack_id;
    expect(await packOf(old.facts.caseId)).toBe(before.id);
    expect(await packOf(fresh.facts.caseId)).toBe(version.id);
    const run = await withScope(LEAD, (tx) => startRun(tx, LEAD));
    const { rows } = await admin.query('select pack_id, pack_hash from screening.run where id = $1', [run.slice(7)]);
    expect(rows[0]).toEqual({ pack_id: version.id, pack_hash: version.hash });
    expect((await desk.get<PackVersionDetail>(VILLAGE, `/api/policy/versions/${before.id}`)).body.pack.hash).toBe(
      before.hash,
    );
  });
});
