import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays } from '@shouwang/platform/clock/days.ts';
import type { Actor } from '@shouwang/platform/db/scope.ts';
import { withScope } from '@shouwang/platform/db/scope.ts';
import { testApp } from '@shouwang/platform/testing/app.ts';
import { anActor, useTestDatabase } from '@shouwang/platform/testing/database.ts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layFoundation } from '../../casework/server/case.fixture.ts';
import { checkPack } from '../../screening/rules.ts';
import type { PackPreview, PackVersionDetail } from '../contract.versions.ts';
import { numberParameter } from '../rules.ts';
import { getPackInForce } from './door.ts';
import { APPROVER, ELSEWHERE, LEAD, line, OPS, PROVINCE, packDesk, VILLAGE, visits } from './pack-desk.fixture.ts';
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

describe('two at once', () => {
  it('confirm two proposals of one pack: one wins, the other is told what to do', async () => {
    const one = await desk.proposed(LEAD, visits(11));
    const other = await desk.proposed(LEAD, visits(12));
    const answers = await Promise.all([desk.confirm(APPROVER, one), desk.confirm(PROVINCE, other)]);
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
    const own = await desk.inForce();
    const waiting = await desk.proposed(LEAD, visits(13));
    const proposal = await desk.proposed(OPS, line(10_200), { effectiveFrom: addDays(clock.today(), 5) });
    const { body: preview } = await desk.get<PackPreview>(PROVINCE, `/api/policy/proposals/${proposal.id}/preview`);
    expect(preview.carried).toMatchObject([
      {
        of: { id: own.id, code: 'wengyuan-2021' },
        problems: [],
        differences: [{ path: 'parameters/line.monitoring/value', before: 9600, after: 10_200 }],
      },
    ]);
    expect((await desk.confirm(LEAD, proposal)).status).toBe(403);
    const { carried } = await desk.confirmed(PROVINCE, proposal);
    const { body: detail } = await desk.get<PackVersionDetail>(LEAD, `/api/policy/versions/${carried[0]}`);
    expect(detail.version).toMatchObject({
      standing: 'scheduled',
      proposedBy: '省运维',
      activatedBy: '省主管',
      carriedBy: proposal.id,
    });
    expect(numberParameter(await desk.inForce(), 'line.monitoring')).toBe(9600);
    clock.setOffsetDays(clock.offsetDays + 5);
    const now = await desk.inForce();
    expect(now.id).toBe(carried[0]);
    expect(numberParameter(now, 'line.monitoring')).toBe(10_200);
    expect(now.parameters['visit.monitoredIntervalDays']).toEqual(own.parameters['visit.monitoredIntervalDays']);
    expect((await desk.confirm(APPROVER, waiting)).body.code).toBe('pack-changed');
  });

  it('is not confirmed when an overlay would break on it', async () => {
    const without = line(10_200).replace(/^ {2}PLT-1-DROP:\n(?: {4}.*\n)+/m, '');
    const proposal = await desk.proposed(OPS, without);
    const { body: preview } = await desk.get<PackPreview>(PROVINCE, `/api/policy/proposals/${proposal.id}/preview`);
    expect(preview.obstacles).toMatchObject([
      { code: 'pack-overlay-breaks', message: expect.stringContaining('翁源县') },
    ]);
    const refused = await desk.confirm(PROVINCE, proposal);
    expect(refused.body).toMatchObject({ status: 409, code: 'pack-overlay-breaks' });
    expect(refused.body.fields[0]?.path).toMatch(/^wengyuan-2021\.yaml:\d+:\d+$/);
  });
});

describe('the database', () => {
  it('lets the program change no state but by the act', async () => {
    const waiting = await desk.proposed(LEAD, visits(9));
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
