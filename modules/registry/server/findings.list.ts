import { inArea } from '@shouwang/modules/areas/server/door.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { cursorInvalid, decodeCursor, encodeCursor } from '@shouwang/platform/schema/cursor.ts';
import { AreaCode } from '@shouwang/platform/schema/schema.ts';
import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import {
  type FindingFilter,
  type FindingPage,
  type FindingRow,
  HEALTH_RULES_KEY,
  NEUTRAL_MESSAGE,
  type QualitySeverity,
} from '../contract.ts';
import { exempted, RULE_OF, standingIn } from './findings.counts.ts';
import { COUNT_LIMIT, namesOf, narrow } from './list.ts';

const SEVERITIES = ['error', 'warn'] as const;

interface ListRecord {
  county_code: string;
  id: string;
  area_code: string;
  household_id: string;
  rule_code: string;
  severity: QualitySeverity;
  health: boolean;
  found_on: string;
  household_no: string;
  head_name: string;
  member_name: string | null;
  village_name: string | null;
  town_name: string | null;
}

/** Findings of the actor's area, errors first, village by village, in pages that stay in place (keyset, no offset). */
export async function listFindings(tx: Tx, actor: Actor, filter: FindingFilter): Promise<FindingPage> {
  const area = narrow(actor, filter.area);
  const where = sql.join(conditionsOf(area, filter), sql` and `);
  const counted = await sql<{ n: number }>`select count(*)::int as n from (
    select from registry.quality_finding f where ${where} limit ${COUNT_LIMIT + 1}) c`.execute(tx);
  const { rows } = await sql<ListRecord>`select p.*, h.household_no, h.head_name, m.name as member_name, ${namesOf('p')}
    from (${pageOf(where, filter)}) p
    join registry.household h on h.county_code = p.county_code and h.id = p.household_id and ${inArea('h', area.slice(0, 6))}
    left join registry.member m on m.county_code = h.county_code and m.id = p.member_id and ${inArea('m', area.slice(0, 6))}
    order by p.severity, p.area_code, p.household_id, p.id`.execute(tx);
  const items = rows.slice(0, filter.limit);
  const last = rows.length > filter.limit ? items.at(-1) : undefined;
  const n = counted.rows[0]?.n ?? 0;
  return {
    items: items.map(toRow),
    nextCursor: last ? encodeCursor([last.severity, last.area_code, last.household_id, last.id]) : null,
    total: n > COUNT_LIMIT ? null : n,
  };
}

function conditionsOf(area: string, { rule, severity, standing }: FindingFilter): RawBuilder<boolean>[] {
  const conditions = [standingIn(area), standing === 'exempted' ? exempted() : sql<boolean>`not ${exempted()}`];
  if (rule === HEALTH_RULES_KEY) conditions.push(sql<boolean>`f.health`);
  // Asked for by its code, a rule on health would be named by the answer.
  else if (rule) conditions.push(sql<boolean>`f.rule_code = ${rule} and not f.health`);
  if (severity) conditions.push(sql<boolean>`f.severity = ${severity}`);
  return conditions;
}

/** A page and a row more: one stretch of the index for each severity. */
function pageOf(where: RawBuilder<unknown>, filter: FindingFilter): RawBuilder<unknown> {
  const after = filter.cursor === undefined ? null : afterOf(filter.cursor);
  const branches = SEVERITIES.map((severity) => {
    const onwards = !after || after[0] < severity ? sql`` : sql` and ${beyond(severity, after)}`;
    return sql`(select f.* from registry.quality_finding f where f.severity = ${severity} and ${where}${onwards}
      order by f.area_code, f.household_id, f.id limit ${filter.limit + 1})`;
  });
  return sql`select * from (${sql.join(branches, sql` union all `)}) u
    order by u.severity, u.area_code, u.household_id, u.id limit ${filter.limit + 1}`;
}

const After = z.tuple([z.enum(SEVERITIES), AreaCode, z.uuid(), z.uuid()]);
type After = z.infer<typeof After>;

function afterOf(cursor: string): After {
  const read = After.safeParse(decodeCursor(cursor, 4));
  if (read.success) return read.data;
  throw cursorInvalid();
}

function beyond(severity: string, [reached, area, household, id]: After): RawBuilder<boolean> {
  if (reached !== severity) return sql<boolean>`false`;
  return sql<boolean>`(f.area_code, f.household_id, f.id) > (${area}::text collate "C", ${household}::uuid, ${id}::uuid)`;
}

function toRow(record: ListRecord): FindingRow {
  const rule = RULE_OF.get(record.rule_code);
  // A rule may have come to tell of health since the finding was kept.
  const health = record.health || rule?.health === true;
  const message = rule?.message ?? record.rule_code;
  return {
    id: `${record.county_code}:${record.id}`,
    householdId: `${record.county_code}:${record.household_id}`,
    householdNo: record.household_no,
    headName: record.head_name,
    townName: record.town_name ?? '',
    villageName: record.village_name ?? record.area_code,
    code: health ? null : record.rule_code,
    severity: record.severity,
    message: health ? NEUTRAL_MESSAGE : message,
    memberName: health ? null : record.member_name,
    foundOn: record.found_on,
  };
}
