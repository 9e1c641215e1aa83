import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import type { FastifyInstance } from 'fastify';
import { beforeAll } from 'vitest';
import { anOfficer, exportedLines, FILE_HEAD, type Officer } from './fixtures.ts';
import { exportRoutes } from './server/routes.exports.ts';

/** Tests only: a list that may leave as a file, and the town of an officer who sees a part of it. */
export interface ExportUnderTest {
  kind: string;
  define: () => void;
  routes: (app: FastifyInstance) => void;
  town: string;
}

/** Tests only: a server and three officers around one exported list; filled before the first test. */
export interface ExportOffice {
  app: TestApp;
  lead: Officer;
  town: Officer;
  /** The lines of the file that somebody asks for and another lets go, its column titles first. */
  lines: (asks: Officer, filter?: Record<string, string>) => Promise<string[]>;
}

/** Tests only: a database of its own in which one list is asked for, let go and fetched. Call it at the top of a test file. */
export function useExportOffice({ kind, define, routes, town }: ExportUnderTest): ExportOffice {
  const database = useTestDatabase();
  let approver: Officer;
  const office = {} as ExportOffice;
  beforeAll(async () => {
    await loadDivisions();
    define();
    office.app = await testApp((server) => {
      routes(server);
      exportRoutes(server);
    });
    office.lead = await anOfficer({ name: '周明远', role: 'COUNTY_LEAD', areaCode: town.slice(0, 6) });
    approver = await anOfficer({ name: '何志坚', role: 'COUNTY_APPROVER', areaCode: town.slice(0, 6) });
    office.town = await anOfficer({ name: '叶小红', role: 'TOWN_REVIEWER', areaCode: town });
    office.lines = async (asks, filter = {}) => {
      const people = { asks, approves: approver, url: database.url };
      return (await exportedLines(office.app, people, { kind, filter })).slice(FILE_HEAD - 1);
    };
  });
  return office;
}
