import { clock } from '@shouwang/platform/clock/clock.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import { log, safeError } from '@shouwang/platform/log.ts';
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
  /** Households that could not be judged: what is kept of them stays as it is. */
  failed: number;
}

/**
 * Works the data-quality rules over some households of a county and brings the kept findings in line: new ones are opened on today's day, those that
 * are gone are closed. The households are held meanwhile, so that nobody's change falls between reading and writing. One whose entries cannot be read
 * (a sealed value of a lost key) is logged and left out; it stops nobody else's work.
 */
export async function keepFindings(
  tx: Tx,
  { parameters, ...households }: Households & { parameters: QualityParameters },
): Promise<Kept> {
  await hold(tx, households);
  const wholes = await readPictures(tx, households);
  const failed = new Set<string>();
  const fresh = wholes.flatMap((whole) => judged(whole, { parameters, failed }));
  const standing = (await standingOf(tx, households)).filter(({ householdId }) => !failed.has(householdId));
  const known = new Set(standing.map(keyOf));
  const wanted = new Set(fresh.map(keyOf));
  const opened = fresh.filter((one) => !known.has(keyOf(one)));
  const closed = standing.filter((one) => !wanted.has(keyOf(one)));
  await closeFindings(tx, households.countyCode, closed);
  await openFindings(tx, households.countyCode, opened);
  return { opened: opened.length, closed: closed.length, failed: failed.size };
}

/** Holds households against changes until the transaction ends, in the order of their ids. */
async function hold(tx: Tx, { countyCode, ids }: Households): Promise<void> {
  await sql`select 1 from registry.household where county_code = ${countyCode} and id = any(${[...ids]}::uuid[])
    order by id for share`.execute(tx);
}

/** Brings the kept findings of one household in line with what has just been written. Nothing is kept of a county that was never checked. */
export async function refreshFindings(tx: Tx, ref: HouseholdRef): Promise<void> {
  const { rows } =
    await sql`select 1 from registry.quality_check where county_code = ${ref.countyCode} limit 1`.execute(tx);
  if (rows.length === 0) return;
  const parameters = await qualityPolicyOf(tx, ref.countyCode);
  await keepFindings(tx, { countyCode: ref.countyCode, ids: [ref.id], parameters });
}

interface Finding {
  householdId: string;
  areaCode: string;
  memberId: string | null;
  code: string;
  severity: QualityProblem['severity'];
  health: boolean;
}

/** What a finding is: when its rule weighs more, tells of health now, or the household lives elsewhere, the kept one gives way to a new one. */
const keyOf = ({ householdId, areaCode, memberId, code, severity, health }: Finding): string =>
  [householdId, areaCode, memberId ?? '', code, severity, health].join('|');

function judged(
  whole: Whole,
  { parameters, failed }: { parameters: QualityParameters; failed: Set<string> },
): Finding[] {
  const { id } = whole.picture.household;
  try {
    return found(whole, parameters);
  } catch (error) {
    log.error({ err: safeError(error), household: id }, 'household could not be judged by the data-quality rules');
    failed.add(id);
    return [];
  }
}

function found({ picture, since }: Whole, parameters: QualityParameters): Finding[] {
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

async function standingOf(tx: Tx, { countyCode, ids }: Households): Promise<(Finding & { id: string })[]> {
  const rows = await tx
    .selectFrom('registry.quality_finding')
    .select([
      'id',
      'household_id as householdId',
      'area_code as areaCode',
      'member_id as memberId',
      'rule_code as code',
      'severity',
      'health',
    ])
    .where('county_code', '=', countyCode)
    .where((eb) => eb('household_id', '=', eb.fn.any(eb.val([...ids]))))
    .where('closed_at', 'is', null)
    .execute();
  return rows.map((row) => ({ ...row, severity: row.severity as Finding['severity'] }));
}

async function openFindings(tx: Tx, countyCode: string, opening: readonly Finding[]): Promise<void> {
  if (opening.length === 0) return;
  const column = <T>(value: (one: Finding) => T) => opening.map(value);
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
