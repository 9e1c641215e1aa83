import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays } from '@shouwang/platform/clock/days.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { type Actor, runSql, type Tx } from '@shouwang/platform/db/scope.ts';
import { addJob } from '@shouwang/platform/jobs/jobs.ts';
import { type SheetKind, VISIT_STATES } from '../contract.ts';
import { type Placement, placementOf, valuesKey } from '../rules.merge.ts';
import { type JoiningFinding, joinHints, type SheetContent } from '../rules.ts';
import type { Finding, FindingBatch } from './findings.ts';
import { insertClues, insertSheets, lastNumber, type NewSheet, numberOf } from './inserts.ts';
import { type JoinedNews, writeJoined } from './joins.ts';
import { type LockedSheet, listClosedSheets, lockOpenSheets, type SheetKey } from './known-sheets.ts';

/**
 * How a batch was merged: new work sheets, new follow-up sheets, findings that joined an open sheet, of these those that renewed it, and findings that
 * a sheet closed a short while ago knew already.
 */
export interface DispatchResult {
  opened: number;
  followUps: number;
  joined: number;
  renewed: number;
  merged: number;
}

/** A finding with what becomes of it, and the sheet to which its hints belong. */
interface Placed {
  finding: Finding;
  placement: Placement;
  sheet: SheetKey;
}

/**
 * Makes one sheet a household: a work sheet, or a follow-up sheet for one that is monitored already. A household with an open sheet gets the new hints
 * on it and no second visit (`placementOf`). Tells the procedures above in the same transaction: job `warning.dispatched` for new work sheets,
 * `warning.joined` for work sheets that say something new.
 */
export async function dispatchFindings(tx: Tx, actor: Actor, batch: FindingBatch): Promise<DispatchResult> {
  // Numbers are allotted and sheets looked up by one dispatch of a county at a time; other counties do not wait.
  await runSql(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`warning.dispatch:${batch.countyCode}`]);
  const open = await lockOpenSheets(tx, batch);
  const placed = await placeAll(tx, batch, open);
  const news = placed.filter(({ placement }) => placement === 'opened');
  for (let at = 0; at < news.length; at += 500)
    await insertSheets(tx, actor, { batch, sheets: news.slice(at, at + 500).map(toNewSheet) });
  const changed = await joinSheets(tx, batch, { placed, open });
  for (let at = 0; at < placed.length; at += 500) await insertClues(tx, batch, placed.slice(at, at + 500));
  const result = countOf(placed);
  await recordAudit(tx, actor, {
    action: 'dispatchRun',
    areaCode: batch.countyCode,
    objectKey: `run:${batch.countyCode}:${batch.runId}`,
    detail: { ...result, changed: changed.length },
  });
  await tell(tx, batch, { opened: result.opened, changed });
  return result;
}

/** The place of every finding; new sheets get their ids and numbers. */
async function placeAll(tx: Tx, batch: FindingBatch, open: ReadonlyMap<string, LockedSheet>): Promise<Placed[]> {
  const on = clock.today();
  const { mergeDays } = batch;
  const closed = await listClosedSheets(tx, { ...batch, since: addDays(on, -mergeDays) });
  const last = {
    identification: await lastNumber(tx, batch, 'identification'),
    'follow-up': await lastNumber(tx, batch, 'follow-up'),
  };
  return batch.findings.map((finding) => {
    const known = { open: open.get(finding.householdId) ?? null, closed: closed.get(finding.householdId) ?? null };
    const placement = placementOf(hintOf(finding), known, { on, mergeDays });
    const had = placement === 'merged' ? known.closed : known.open;
    if (placement !== 'opened' && had) return { finding, placement, sheet: had };
    const kind: SheetKind = batch.monitored.has(finding.householdId) ? 'follow-up' : 'identification';
    last[kind] += 1;
    const no = numberOf(kind, batch.period, last[kind]);
    // A follow-up goes to the contact at once; a work sheet waits until the town has named its team.
    const state = kind === 'follow-up' ? 'DISPATCHED' : 'RECEIVED';
    return { finding, placement: 'opened', sheet: { id: newId(), kind, state, no, mainClueId: null } };
  });
}

const hintOf = ({ level, reasons }: Finding) => ({
  level,
  values: new Map(reasons.map(({ code, values }) => [code, valuesKey(values)])),
});

const toNewSheet = ({ finding, sheet }: Placed): NewSheet => ({ finding, sheet });

function countOf(placed: readonly Placed[]): DispatchResult {
  const count = (wanted: (one: Placed) => boolean) => placed.filter(wanted).length;
  return {
    opened: count(({ placement, sheet }) => placement === 'opened' && sheet.kind === 'identification'),
    followUps: count(({ placement, sheet }) => placement === 'opened' && sheet.kind === 'follow-up'),
    joined: count(({ placement }) => placement === 'joined' || placement === 'renewed'),
    renewed: count(({ placement }) => placement === 'renewed'),
    merged: count(({ placement }) => placement === 'merged'),
  };
}

/** News for the procedures above. */
async function tell(tx: Tx, batch: FindingBatch, news: { opened: number; changed: string[] }): Promise<void> {
  const { countyCode, runId } = batch;
  if (news.opened > 0) await addJob(tx, 'warning.dispatched', { countyCode, runId });
  if (news.changed.length > 0) await addJob(tx, 'warning.joined', { countyCode, sheetIds: news.changed });
}

/** Brings the sheets that were open already up to date; returns the work sheets that say something new. */
async function joinSheets(
  tx: Tx,
  batch: FindingBatch,
  { placed, open }: { placed: readonly Placed[]; open: ReadonlyMap<string, LockedSheet> },
): Promise<string[]> {
  const today = clock.today();
  const dueOn = addDays(today, batch.villageDays);
  const news = placed.flatMap(({ finding, placement }) => {
    const sheet = open.get(finding.householdId);
    return sheet ? [newsOf(sheet, { ...finding, on: today, dueOn }, placement === 'renewed')] : [];
  });
  await writeJoined(tx, batch.countyCode, { on: today, news });
  return news.flatMap(({ sheet, joined }) => (joined && sheet.kind === 'identification' ? [sheet.id] : []));
}

/** What a hint brings to an open sheet; nothing joined when it says nothing new. */
function newsOf(sheet: LockedSheet, arriving: JoiningFinding, renewed: boolean): JoinedNews {
  const visitDone = !isVisitOpen(sheet.state);
  const joined = joinHints(contentOf(sheet), arriving, { visitDone, renewed });
  if (!joined.changed && !renewed) return { sheet, joined: null, renewedOn: null, missedDueOn: null };
  const missed = renewed && !visitDone && sheet.dueOn < arriving.on;
  return { sheet, joined, renewedOn: renewed ? arriving.on : null, missedDueOn: missed ? sheet.dueOn : null };
}

const isVisitOpen = (state: string) => VISIT_STATES.some((one) => one === state);

function contentOf(sheet: LockedSheet): SheetContent {
  return {
    level: sheet.level,
    reasons: sheet.reasons,
    ruleCodes: sheet.ruleCodes,
    riskTypes: sheet.riskTypes,
    dueOn: sheet.dueOn,
  };
}
