import { anOfficer } from '@shouwang/modules/staff/fixtures.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { withBulkLoad, withScope } from '@shouwang/platform/db/scope.ts';
import { anActor, useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { expect, it, test } from 'vitest';
import { openTasksOf } from './open-work.ts';
import { listOfficers } from './team.ts';

useTestDatabase();
const VILLAGE = '440229104201';
const officers = async () =>
  (await withScope(anActor({ areaCode: '440229' }), (tx) => listOfficers(tx, VILLAGE))).map(
    ({ accountId }) => accountId,
  );

test.each([
  ['suspended', `update staff.account set status = 'SUSPENDED' where id = $1`],
  ['locked', `update staff.account set status = 'LOCKED' where id = $1`],
  ['closed', `update staff.account set status = 'CLOSED' where id = $1`],
  ['not agreed to yet', `update staff.account set status = 'PENDING' where id = $1`],
  ['without the post', `update staff.post set valid_to = current_date - 1 where account_id = $1`],
  ['not in it yet', `update staff.post set valid_from = current_date + 9 where account_id = $1`],
])('somebody %s is not named for a team any more', async (_how, statement) => {
  const { accountId } = await anOfficer({ role: 'VILLAGE_CADRE', areaCode: VILLAGE, name: '刘春生' });
  expect(await officers()).toContain(accountId);
  await withBulkLoad('test', (client) => client.query(statement, [accountId]));
  expect(await officers()).not.toContain(accountId);
});

it('names the open tasks that are somebody’s own, not those of everybody in his post', async () => {
  const [own, other] = [newId(), newId()];
  const task = (assignees: string[] | null, closed: boolean) => [
    newId(),
    newId(),
    newId(),
    assignees,
    closed ? new Date(0) : null,
  ];
  await withBulkLoad('test', async (client) => {
    for (const values of [
      task([own, other], false),
      task([own], false),
      task([own], true),
      task([other], false),
      task(null, false),
    ])
      await client.query(
        `insert into casework.task (county_code, id, area_code, owner_area_code, case_id, household_id, kind, roles, title, reason, level, state, opened_at, assignees, closed_at)
         values ('440229', $1, '${VILLAGE}', '440229104', $2, $3, 'claimVerification', '{VILLAGE_CADRE}', '入户核实', '测试', 1, 'OPEN', now(), $4, $5)`,
        values,
      );
  });
  const found = await withScope(anActor({ areaCode: '440229' }), (tx) =>
    openTasksOf(tx, { accountId: own, counties: ['440229', '440224'] }),
  );
  expect(found).toEqual([{ label: '入户核实', count: 2, to: '/cases' }]);
  expect(
    await withScope(anActor({ areaCode: '440224' }), (tx) => openTasksOf(tx, { accountId: own, counties: ['440229'] })),
  ).toEqual([]);
  expect(
    await withScope(anActor({ areaCode: '440229' }), (tx) => openTasksOf(tx, { accountId: own, counties: ['440224'] })),
  ).toEqual([]);
});
