import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { defineExport } from '@shouwang/platform/exports/define.ts';
import { exportPath } from '@shouwang/platform/exports/file.ts';
import { workOff } from '@shouwang/platform/jobs/jobs.ts';
import { splitId } from '@shouwang/platform/schema/schema.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { type TestDatabase, useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { afterEach, beforeAll, beforeEach } from 'vitest';
import { z } from 'zod';
import type { ExportRequest } from '../contract.exports.ts';
import { anOfficer, askExport, decideAs, type Officer } from '../fixtures.ts';
import { exportRoutes } from './routes.exports.ts';

export const COUNTY = '440229';
/** The list that is exported in tests. */
export const THINGS = { kind: 'test.things' };

type Who = 'lead' | 'approver' | 'second' | 'town' | 'otherTown' | 'village';
type Answered = ExportRequest & { code: string };

/** Who asks for exports and decides, and what the list holds; pages of a thousand. */
export interface ExportDesk {
  database: TestDatabase;
  app: TestApp;
  people: Record<Who, Officer>;
  rows: string[][];
  ask: (as?: Officer, more?: object) => Promise<Answered>;
  list: (as: Officer, view: string) => Promise<{ items: ExportRequest[]; total: number }>;
  one: (as: Officer, id: string) => Promise<ExportRequest | undefined>;
  withdraw: (as: Officer, request: ExportRequest) => Promise<{ status: number; body: Answered }>;
  /** Asked for and approved; the file made. */
  ready: (as?: Officer, by?: Officer, more?: object) => Promise<ExportRequest>;
}

/** Tests only: a list that may leave as a file, with the people around it. Call it at the top of a test file. */
export function useExportDesk(): ExportDesk {
  const database = useTestDatabase();
  const desk = { database, rows: [] } as unknown as ExportDesk;
  Object.assign(desk, actsOf(desk));
  beforeAll(async () => {
    await loadDivisions();
    defineThings(desk);
    desk.app = await testApp(exportRoutes);
    desk.people = await aStaff();
  });
  beforeEach(() => {
    desk.rows = [
      ['=1+1', '3'],
      ['黄*养', '-5'],
    ];
  });
  afterEach(() => clock.setOffsetDays(0));
  return desk;
}

/** Where the file of a request lies. */
export const pathOf = (id: string): string => exportPath({ county_code: splitId(id).countyCode, id: splitId(id).id });

function actsOf(desk: ExportDesk): Pick<ExportDesk, 'ask' | 'list' | 'one' | 'withdraw' | 'ready'> {
  const ask: ExportDesk['ask'] = async (as = desk.people.lead, more = {}) =>
    (await askExport(desk.app, as, { ...THINGS, ...more })).body;
  const list: ExportDesk['list'] = async (as, view) =>
    (
      await desk.app.call<{ items: ExportRequest[]; total: number }>(as, {
        method: 'GET',
        url: `/api/exports?view=${view}`,
      })
    ).body;
  const one: ExportDesk['one'] = async (as, id) => (await list(as, 'area')).items.find((item) => item.id === id);
  const withdraw: ExportDesk['withdraw'] = (as, { id, version }) =>
    desk.app.call<Answered>(as, {
      method: 'POST',
      url: `/api/exports/${id}/withdrawal`,
      headers: { 'if-match': `"${version}"` },
    });
  const ready: ExportDesk['ready'] = async (as = desk.people.lead, by = desk.people.approver, more = {}) => {
    const asked = await ask(as, more);
    const { status } = await decideAs(desk.app, by, asked);
    if (status !== 200) throw new Error(`not approved: ${status}`);
    await workOff(desk.database.url);
    const found = await one(as, asked.id);
    if (!found) throw new Error('gone');
    return found;
  };
  return { ask, list, one, withdraw, ready };
}

function defineThings(desk: ExportDesk): void {
  defineExport({
    kind: THINGS.kind,
    title: '东西/清单',
    permission: ['COUNTY_LEAD', 'TOWN_REVIEWER', 'VILLAGE_CLERK'],
    filter: z.object({ area: z.string().regex(/^\d+$/, '地方不对').optional() }),
    columns: [{ title: '名', masked: true }, { title: '数' }],
    withheld: '名遮蔽。',
    words: async (_tx, { area }) => (area ? [{ label: '地方', text: area }] : []),
    count: async () => desk.rows.length,
    page: async (_tx, _actor, { cursor }) => {
      const at = Number(cursor ?? 0);
      const more = at + 1000 < desk.rows.length;
      return { rows: desk.rows.slice(at, at + 1000), nextCursor: more ? String(at + 1000) : null };
    },
  });
}

async function aStaff(): Promise<Record<Who, Officer>> {
  return {
    lead: await anOfficer({ name: '周明远', role: 'COUNTY_LEAD', areaCode: COUNTY }),
    approver: await anOfficer({ name: '何志坚', role: 'COUNTY_APPROVER', areaCode: COUNTY }),
    second: await anOfficer({ name: '刘文彬', role: 'COUNTY_APPROVER', areaCode: COUNTY }),
    town: await anOfficer({ name: '叶小红', role: 'TOWN_REVIEWER', areaCode: '440229104' }),
    otherTown: await anOfficer({ name: '丘国平', role: 'TOWN_REVIEWER', areaCode: '440229106' }),
    village: await anOfficer({ name: '陈水养', role: 'VILLAGE_CLERK', areaCode: '440229104201' }),
  };
}
