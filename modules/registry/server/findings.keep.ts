import { clock } from '@shouwang/platform/clock/clock.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import { sql } from 'kysely';
import type { QualityParameters } from '../quality/facts.ts';
import { findQualityProblems, type QualityProblem } from '../quality/find.ts';
import { type Households, readPictures, type Whole } from './pictures.ts';
import { factsOf } from './quality.facts.ts';
import { qualityPolicyOf } from './quality.ts';
import type { HouseholdRef } from './queries.ts';

/** What became of the findings of some households. */
export interface Kept {
  opened: number;
  closed: number;
  /** Households that somebody changed meanwhile: their findings were left as they are. */
  moved: string[];
}

/**
 * Works the data-quality rules over some households of a county and brings the kept findings in line: new ones are opened on today's day, those that
 * are gone are closed. A household whose version moves while it is worked over is left out and named.
 */
export async function keepFindings(
  tx: Tx,
  { parameters, ...households }: Households & { parameters: QualityParameters },
): Promise<Kept> {
  const wholes = await readPictures(tx, households);
  const standing = await standingOf(tx, households);
  const fresh = wholes.flatMap((whole) => found(whole, parameters));
  const known = new Set(standing.map(keyOf));
  const wanted = new Set(fresh.map(keyOf));
  const opened = fresh.filter((one) => !known.has(keyOf(one)));
  const closed = standing.filter((one) => !wanted.has(keyOf(one)));
  const moved = await movedOf(tx, { countyCode: households.countyCode, wholes, touched: [...opened, ...closed] });
  const stays = ({ householdId }: Standing) => !moved.has(householdId);
  const opening = opened.filter(stays);
  const closing = closed.filter(stays);
  await openFindings(tx, households.countyCode, opening);
  await closeFindings(tx, households.countyCode, closing);
  return { opened: opening.length, closed: closing.length, moved: [...moved] };
}

/** Brings the kept findings of one household in line with what has just been written. Nothing is kept of a county that was never checked. */
export async function refreshFindings(tx: Tx, ref: HouseholdRef): Promise<void> {
  const { rows } =
    await sql`select 1 from registry.quality_check where county_code = ${ref.countyCode} limit 1`.execute(tx);
  if (rows.length === 0) return;
  const parameters = await qualityPolicyOf(tx, ref.countyCode);
  await keepFindings(tx, { countyCode: ref.countyCode, ids: [ref.id], parameters });
}

interface Standing {
  householdId: string;
  memberId: string | null;
  code: string;
}

interface Fresh extends Standing, Pick<QualityProblem, 'severity' | 'health'> {
  areaCode: string;
}

const keyOf = ({ householdId, memberId, code }: Standing): string => `${householdId}|${memberId ?? ''}|${code}`;

function found({ picture, since }: Whole, parameters: QualityParameters): Fresh[] {
  const { id, area_code } = picture.household;
  return findQualityProblems(factsOf(picture, { parameters, since }), parameters).map((problem) => ({
    householdId: id,
    areaCode: area_code,
    memberId: problem.memberId,
    code: problem.code,
    severity: problem.severity,
    health: problem.health,
  }));
}

async function standingOf(tx: Tx, { countyCode, ids }: Households): Promise<(Standing & { id: string })[]> {
  return tx
    .selectFrom('registry.quality_finding')
    .select(['id', 'household_id as householdId', 'member_id as memberId', 'rule_code as code'])
    .where('county_code', '=', countyCode)
    .where((eb) => eb('household_id', '=', eb.fn.any(eb.val([...ids]))))
    .where('closed_at', 'is', null)
    .execute();
}

/** Households with something to write whose version is no longer the one that was read; the others are held until the transaction ends. */
async function movedOf(
  tx: Tx,
  { countyCode, wholes, touched }: { countyCode: string; wholes: readonly Whole[]; touched: readonly Standing[] },
): Promise<Set<string>> {
  const ids = [...new Set(touched.map(({ householdId }) => householdId))];
  if (ids.length === 0) return new Set();
  const read = new Map(wholes.map(({ picture: { household } }) => [household.id, household.version]));
  const { rows } = await sql<{ id: string; version: number }>`select id, version from registry.household
    where county_code = ${countyCode} and id = any(${ids}::uuid[]) order by id for share`.execute(tx);
  return new Set(rows.filter(({ id, version }) => read.has(id) && read.get(id) !== version).map(({ id }) => id));
}

async function openFindings(tx: Tx, countyCode: string, opening: readonly Fresh[]): Promise<void> {
  if (opening.length === 0) return;
  const column = <T>(value: (one: Fresh) => T) => opening.map(value);
  await sql`insert into registry.quality_finding
      (county_code, id, area_code, household_id, member_id, rule_code, severity, health, found_on, closed_at)
    select ${countyCode}::text, f.id, f.area_code, f.household_id, f.member_id, f.rule_code, f.severity, f.health, ${clock.today()}::date, null
    from unnest(${column(() => newId())}::uuid[], ${column((one) => one.areaCode)}::text[], ${column((one) => one.householdId)}::uuid[],
      ${column((one) => one.memberId)}::uuid[], ${column((one) => one.code)}::text[], ${column((one) => one.severity)}::text[],
      ${column((one) => one.health)}::boolean[]) f(id, area_code, household_id, member_id, rule_code, severity, health)
    on conflict (county_code, household_id, rule_code, coalesce(member_id, household_id)) where closed_at is null do nothing`.execute(
    tx,
  );
}

async function closeFindings(tx: Tx, countyCode: string, closing: readonly { id: string }[]): Promise<void> {
  if (closing.length === 0) return;
  await tx
    .updateTable('registry.quality_finding')
    .set({ closed_at: clock.now() })
    .where('county_code', '=', countyCode)
    .where((eb) => eb('id', '=', eb.fn.any(eb.val(closing.map(({ id }) => id)))))
    .execute();
}
