import { runSql, type Tx } from '@shouwang/platform/db/scope.ts';
import type { JoinedSheet } from '../rules.ts';
import type { LockedSheet } from './known-sheets.ts';

/** What a hint brings to an open sheet: its content afterwards, or null when it says nothing new. */
export interface JoinedNews {
  sheet: LockedSheet;
  joined: JoinedSheet | null;
  renewedOn: string | null;
  /** The last day that was missed when the sheet is renewed. */
  missedDueOn: string | null;
}

/**
 * Brings all sheets that hints have joined up to date by one statement. The day of the last hint is kept also where it says nothing new, without a new
 * version. Of the last days that were missed the first one stays: lateness does not begin anew with each hint.
 */
export async function writeJoined(
  tx: Tx,
  countyCode: string,
  { on, news }: { on: string; news: readonly JoinedNews[] },
): Promise<void> {
  if (news.length === 0) return;
  await runSql(
    tx,
    `update warning.dispatch d set
       last_hint_on = $2::date,
       level = coalesce(n.level, d.level),
       reasons = coalesce(n.reasons, d.reasons),
       rule_codes = coalesce(n.rule_codes, d.rule_codes),
       risk_types = coalesce(n.risk_types, d.risk_types),
       due_on = coalesce(n.due_on, d.due_on),
       renewed_on = coalesce(n.renewed_on, d.renewed_on),
       missed_due_on = coalesce(d.missed_due_on, n.missed_due_on),
       version = d.version + case when n.level is null then 0 else 1 end
     from jsonb_to_recordset($3::jsonb) as n(id uuid, level smallint, reasons jsonb, rule_codes text[], risk_types text[], due_on date, renewed_on date, missed_due_on date)
     where d.county_code = $1 and d.id = n.id`,
    [countyCode, on, JSON.stringify(news.map(rowOf))],
  );
}

function rowOf({ sheet, joined, renewedOn, missedDueOn }: JoinedNews) {
  const content = joined && {
    level: joined.level,
    reasons: joined.reasons,
    rule_codes: joined.ruleCodes,
    risk_types: joined.riskTypes,
    due_on: joined.dueOn,
  };
  return { id: sheet.id, renewed_on: renewedOn, missed_due_on: missedDueOn, ...content };
}
