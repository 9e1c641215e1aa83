import { clock } from '@shouwang/platform/clock/clock.ts';
import { newId, publicId } from '@shouwang/platform/db/id.ts';
import { withBulkLoad, withScope } from '@shouwang/platform/db/scope.ts';
import { attachDocument, keepUpload } from '../../evidence/server/door.ts';
import type { HoldMeeting } from '../contract.sessions.ts';
import { inputs, PEOPLE } from '../fixtures.ts';
import { actorOf, aNewPng, aRunningCase, COUNTY, type Scenario, VILLAGE } from './case.fixture.ts';
import { useComparisonSource } from './comparison.ts';
import { setPaperFiling } from './papers.file.ts';

const SURNAMES = '曾邓罗张陈林钟赖巫官';
/** Tests only: names of heads of households, each another. */
export const headOf = (index: number): string =>
  `${SURNAMES[index % 10]}${'木水火土金山石田禾竹'[Math.floor(index / 10) % 10]}${'生安明华'[Math.floor(index / 100) % 4]}`;

/** Tests only: cases of one village that all wait for its meeting; departments have nothing on record. */
export async function casesBeforeMeeting(count: number, from = 0, village = VILLAGE): Promise<Scenario[]> {
  useComparisonSource(async (_tx, { scopes, today }) => ({
    covered: scopes.map((scope) => ({ scope, dataDate: today })),
    receipts: [],
  }));
  setPaperFiling(false);
  const scenarios: Scenario[] = [];
  for (let i = 0; i < count; i++) {
    const scenario = await aRunningCase(village, headOf(from + i));
    await scenario.does(PEOPLE.window, 'claimVerification');
    await scenario.does(PEOPLE.cadre, 'recordVerification');
    await scenario.does(PEOPLE.cadre, 'recordConsent');
    await scenario.does(PEOPLE.approver, 'sendComparison');
    await scenario.does(PEOPLE.judge, 'completeComparison');
    scenarios.push(scenario);
  }
  setPaperFiling(true);
  return scenarios;
}

/** Tests only: uploads a picture under a form; `content` repeats one that was taken before. */
export async function aSessionPhoto(
  sessionId: string,
  { step, village = VILLAGE, content = aNewPng() }: { step: string; village?: string; content?: Buffer },
): Promise<string> {
  const actor = actorOf(PEOPLE.cadre, village);
  const file = await keepUpload(content);
  const subject = { countyCode: COUNTY, areaCode: village, householdId: null, type: 'session', id: sessionId };
  const photo = { subject, kind: 'photo' as const, type: '103', step, title: '现场照片', file, checkCode: null };
  return withScope(actor, (tx) => attachDocument(tx, actor, photo));
}

/** Tests only: the cases as a list sends them. */
export const chosen = (scenarios: readonly Scenario[]): { caseId: string; version: number }[] =>
  scenarios.map((one) => ({ caseId: publicId({ county_code: COUNTY, id: one.facts.caseId }), version: one.version }));

/** Tests only: a meeting that agrees to every household, with one photograph. */
export async function aMeeting(
  scenarios: readonly Scenario[],
  change: Partial<HoldMeeting> = {},
): Promise<HoldMeeting> {
  const sessionId = newId();
  const {
    recused,
    votesFor,
    votesAgainst,
    abstentions,
    category,
    opinion,
    photoIds: _,
    ...common
  } = inputs({
    today: clock.today(),
  }).recordMeeting;
  const row = { recused, votesFor, votesAgainst, abstentions, category, opinion, chair: null, recorder: null };
  return {
    ...common,
    sessionId,
    photoIds: [await aSessionPhoto(sessionId, { step: 'EVALUATED' })],
    cases: chosen(scenarios).map((one) => ({ ...one, ...row })),
    ...change,
  };
}

/** Tests only: takes over the versions that an act left behind. */
export function follow(scenarios: readonly Scenario[], cases: readonly { id: string; version: number }[]): void {
  for (const scenario of scenarios) {
    const found = cases.find((one) => one.id === scenario.publicId);
    if (found) scenario.version = found.version;
  }
}

/** Tests only: reads with the job role. */
export const rowsOf = <T>(text: string, values: unknown[] = []): Promise<T[]> =>
  withBulkLoad('test read', async (client) => (await client.query(text, values)).rows as T[]);
