import { inArea } from '@shouwang/modules/areas/server/door.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { type Selectable, sql } from 'kysely';
import type { RegistryQualityCheck } from '../../../db/types.ts';
import { type FindingCounts, HEALTH_RULES_KEY, HEALTH_RULES_NAME, type QualityCheck } from '../contract.ts';
import { QUALITY_RULES } from '../quality/find.ts';
import { narrow } from './list.ts';

/** What a rule says, by its code. */
export const RULE_OF = new Map(QUALITY_RULES.map((rule) => [rule.code, rule]));

/** A finding `f` that an exemption covers today. */
export const exempted = () => sql<boolean>`exists (select from registry.quality_exemption e
  where e.county_code = f.county_code and e.household_id = f.household_id and e.rule_code = f.rule_code
    and e.member_id is not distinct from f.member_id and e.state = 'approved' and e.expires_on > ${clock.today()}::date)`;

/** Findings `f` of an area that stand. */
export const standingIn = (area: string) => sql<boolean>`${inArea('f', area)} and f.closed_at is null`;

interface Count {
  errors: number;
  warnings: number;
  households: number;
}

/** What a check keeps of its result: names no household and no rule on health. */
export interface KeptCounts extends Count {
  rules: Record<string, number>;
}

/** The findings of a county that stand and are not exempted, by rule and in all. */
export async function countFindings(tx: Tx, countyCode: string): Promise<KeptCounts> {
  const rules = Object.fromEntries((await byRule(tx, countyCode)).map(({ rule, n }) => [rule, n]));
  return { rules, ...total(await byPlace(tx, countyCode, 6)) };
}

/** Closes what stands of households that are no longer on the register. Returns how many. */
export async function closeOfGone(tx: Tx, countyCode: string): Promise<number> {
  const { numAffectedRows } = await sql`update registry.quality_finding f set closed_at = ${clock.now()}
    where f.county_code = ${countyCode} and f.closed_at is null and not exists (
      select from registry.household h where h.county_code = f.county_code and h.id = f.household_id and h.status = 'active')`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0);
}

const byRule = async (tx: Tx, area: string) =>
  (
    await sql<{
      rule: string;
      n: number;
    }>`select case when f.health then ${HEALTH_RULES_KEY} else f.rule_code end as rule, count(*)::int as n
      from registry.quality_finding f where ${standingIn(area)} and not ${exempted()} group by 1`.execute(tx)
  ).rows;

const byPlace = async (tx: Tx, area: string, digits: number) =>
  (
    await sql<Count & { area: string }>`select left(f.area_code, ${digits}::int) as area,
        count(*) filter (where f.severity = 'error')::int as errors, count(*) filter (where f.severity = 'warn')::int as warnings,
        count(distinct f.household_id)::int as households
      from registry.quality_finding f where ${standingIn(area)} and not ${exempted()} group by 1 order by 1`.execute(tx)
  ).rows;

function total(places: readonly Count[]): Count {
  const sum = (of: keyof Count) => places.reduce((all, place) => all + place[of], 0);
  return { errors: sum('errors'), warnings: sum('warnings'), households: sum('households') };
}

const BELOW: Readonly<Record<number, number>> = { 2: 4, 4: 6, 6: 9, 9: 12, 12: 12 };

/**
 * Findings of an area by rule and by the places right below it. Within a county they are counted as they stand; above it the results of each county's
 * last check are added up.
 */
export async function getFindingCounts(tx: Tx, actor: Actor, asked: string | undefined): Promise<FindingCounts> {
  const area = narrow(actor, asked);
  const below = BELOW[area.length] ?? 12;
  if (area.length < 6) return aboveCounties(tx, area, below);
  const places = await byPlace(tx, area, below);
  const rules = await byRule(tx, area);
  return {
    area,
    ...total(places),
    byRule: rulesInWords(rules),
    byArea: area.length === 12 ? [] : await named(tx, places),
    ...(await checksOf(tx, area.slice(0, 6))),
  };
}

async function aboveCounties(tx: Tx, area: string, below: number): Promise<FindingCounts> {
  const { rows } = await sql<CheckRecord>`select distinct on (q.county_code) q.* from registry.quality_check q
    where ${inArea('q', area)} and q.state = 'done'
    order by q.county_code, q.started_at desc`.execute(tx);
  const places = new Map<string, Count>();
  const rules = new Map<string, number>();
  for (const { county_code, counts } of rows) {
    const kept = counts as unknown as KeptCounts;
    const place = county_code.slice(0, below);
    places.set(place, total([places.get(place) ?? { errors: 0, warnings: 0, households: 0 }, kept]));
    for (const [rule, n] of Object.entries(kept.rules)) rules.set(rule, (rules.get(rule) ?? 0) + n);
  }
  const oldest = rows.reduce<CheckRecord | undefined>(
    (old, row) => (old && old.started_at <= row.started_at ? old : row),
    undefined,
  );
  return {
    area,
    ...total([...places.values()]),
    byRule: rulesInWords([...rules].map(([rule, n]) => ({ rule, n }))),
    byArea: await named(
      tx,
      [...places].map(([code, count]) => ({ area: code, ...count })),
    ),
    lastDone: oldest ? toCheck(oldest) : null,
    current: null,
  };
}

function rulesInWords(rules: readonly { rule: string; n: number }[]): FindingCounts['byRule'] {
  return rules
    .map(({ rule, n }) => {
      const known = RULE_OF.get(rule);
      const message = rule === HEALTH_RULES_KEY ? HEALTH_RULES_NAME : (known?.message ?? rule);
      return { rule, message, severity: known?.severity ?? null, findings: n };
    })
    .sort((one, other) => other.findings - one.findings || (one.rule < other.rule ? -1 : 1));
}

async function named(tx: Tx, places: readonly (Count & { area: string })[]): Promise<FindingCounts['byArea']> {
  if (places.length === 0) return [];
  const rows = await tx
    .selectFrom('areas.area')
    .select(['code', 'short_name'])
    .where(
      'code',
      'in',
      places.map(({ area }) => area),
    )
    .execute();
  const names = new Map(rows.map((row) => [row.code, row.short_name]));
  return places.map((place) => ({ ...place, name: names.get(place.area) ?? place.area }));
}

type CheckRecord = Selectable<RegistryQualityCheck>;

async function checksOf(tx: Tx, countyCode: string): Promise<Pick<FindingCounts, 'lastDone' | 'current'>> {
  const checks = () =>
    tx
      .selectFrom('registry.quality_check')
      .selectAll()
      .where('county_code', '=', countyCode)
      .orderBy('started_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1);
  const latest = await checks().executeTakeFirst();
  const done = latest?.state === 'done' ? latest : await checks().where('state', '=', 'done').executeTakeFirst();
  return {
    lastDone: done ? toCheck(done) : null,
    current: latest && latest.state !== 'done' ? toCheck(latest) : null,
  };
}

function toCheck(record: CheckRecord): QualityCheck {
  return {
    countyCode: record.county_code,
    cause: record.cause as QualityCheck['cause'],
    state: record.state as QualityCheck['state'],
    householdsTotal: record.households_total,
    householdsDone: record.households_done,
    opened: record.opened,
    closed: record.closed,
    failure: record.failure,
    startedByName: record.started_by_name,
    startedAt: record.started_at.toISOString(),
    finishedAt: record.finished_at?.toISOString() ?? null,
  };
}
