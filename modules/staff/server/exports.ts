import { findArea } from '@shouwang/modules/areas/server/door.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { defineExportJobs } from '@shouwang/platform/exports/build.ts';
import { type ExportHolder, staffExports } from '@shouwang/platform/exports/define.ts';
import { EXPORT_APPROVERS } from '../contract.exports.ts';
import { ROLE_NAMES, type RoleCode } from '../contract.ts';
import { refuseSameHands } from './accounts.hands.ts';

const SHOWN_APPROVERS = 6;

/** Tells the exports who holds which post, and lets this program make their files. */
export function staffTheExports(): void {
  staffExports({ approving: EXPORT_APPROVERS, findActor, postWords, listApprovers, refuseSamePerson });
  defineExportJobs();
}

/** Posts in force today of accounts that may act. */
function posts(tx: Tx) {
  const today = clock.today();
  return tx
    .selectFrom('staff.post as p')
    .innerJoin('staff.account as a', 'a.id', 'p.account_id')
    .where('a.status', '=', 'ACTIVE')
    .where('p.valid_from', '<=', today)
    .where((eb) => eb.or([eb('p.valid_to', 'is', null), eb('p.valid_to', '>=', today)]));
}

async function findActor(tx: Tx, holder: ExportHolder): Promise<Actor | null> {
  const row = await posts(tx)
    .select(['a.id', 'a.name', 'p.role', 'p.area_code', 'p.department_code'])
    .where('a.id', '=', holder.accountId)
    .where('p.role', '=', holder.role)
    .where('p.area_code', '=', holder.areaCode)
    .executeTakeFirst();
  return row
    ? {
        accountId: row.id,
        name: row.name,
        role: row.role,
        areaCode: row.area_code,
        departmentCode: row.department_code,
        sessionId: 'export',
      }
    : null;
}

const refuseSamePerson = (tx: Tx, { decider, requester }: { decider: string; requester: string }): Promise<void> =>
  refuseSameHands(tx, { decider, maker: requester });

async function postWords(tx: Tx, actor: Actor): Promise<string> {
  return wordsOf(tx, actor.role, actor.areaCode);
}

async function wordsOf(tx: Tx, role: string, areaCode: string): Promise<string> {
  const area = await findArea(tx, areaCode);
  return `${ROLE_NAMES[role as RoleCode] ?? role}（${area?.shortName ?? areaCode}）`;
}

/** People whose post lies at an area or above it and who may decide, nearest first; one line a person. */
async function listApprovers(tx: Tx, at: { areaCode: string; not: string }): Promise<{ name: string; post: string }[]> {
  const above = [2, 4, 6, 9, 12].filter((digits) => digits <= at.areaCode.length);
  const rows = await posts(tx)
    .select(['a.id', 'a.name', 'p.role', 'p.area_code'])
    .where('p.role', 'in', [...EXPORT_APPROVERS])
    .where(
      'p.area_code',
      'in',
      above.map((digits) => at.areaCode.slice(0, digits)),
    )
    .where('a.id', '<>', at.not)
    .orderBy('p.area_code', 'desc')
    .orderBy('a.name')
    .limit(60)
    .execute();
  const people = rows.filter((row, index) => rows.findIndex(({ id }) => id === row.id) === index);
  const shown: { name: string; post: string }[] = [];
  for (const row of people.slice(0, SHOWN_APPROVERS))
    shown.push({ name: row.name, post: await wordsOf(tx, row.role, row.area_code) });
  return shown;
}
