import { useExportOffice } from '@shouwang/modules/staff/export-office.fixture.ts';
import type { Officer } from '@shouwang/modules/staff/fixtures.ts';
import { withBulkLoad } from '@shouwang/platform/db/scope.ts';
import { beforeAll, expect, test } from 'vitest';
import { defineSheetExport } from './export-sheets.ts';
import { warningRoutes } from './routes.ts';

const [COUNTY, TOWN, VILLAGE, OTHER] = ['440229', '440229104', '440229104201', '440229106201'];
const SHEETS = 2300;
const office = useExportOffice({
  kind: 'warning.sheets',
  define: defineSheetExport,
  routes: warningRoutes,
  town: TOWN,
});

beforeAll(async () => {
  const reasons = JSON.stringify([
    { code: 'MED-1', label: '医疗自付', say: '今年住院自己花了八万。', level: 1, department: null },
  ]);
  await withBulkLoad('test sheets', (client) =>
    client.query(
      `insert into warning.dispatch (county_code, id, area_code, dispatch_no, household_id, head_name, level, channel, reasons, rule_codes, risk_types, state, received_on, due_on, created_at, version)
       select $1, gen_random_uuid(), case when n <= 300 then $2 else $3 end, 'GD-' || n, gen_random_uuid(), '黄火养', case when n % 2 = 0 then 1 else 2 end, 'screening', $5, '{MED-1}', '{1}',
         case when n % 4 = 0 then 'CLOSED' else 'DISPATCHED' end, '2026-11-01', '2026-11-05', now(), 1 from generate_series(1, $4::int) n`,
      [COUNTY, VILLAGE, OTHER, SHEETS, reasons],
    ),
  );
});

const rowsOf = async (asks: Officer, filter: Record<string, string> = {}) =>
  (await office.lines(asks, filter)).slice(1);

test('every sheet of the filter over all pages, each once; names masked, of a reason its name only', async () => {
  const rows = await rowsOf(office.lead);
  expect(rows).toHaveLength(SHEETS);
  expect(new Set(rows).size).toBe(SHEETS);
  expect(rows[0]).toMatch(
    /^GD-\d+,工作单,黄\*养,4402291\d+,[^,]*,[^,]*,红,医疗自付 MED-1,[^,]+,2026-11-01,2026-11-05,,DC-/,
  );
  expect(rows.join()).not.toMatch(/黄火养|住院/);
});

test('narrowed as the list is, and to the own town', async () => {
  expect(await rowsOf(office.town)).toHaveLength(300);
  expect(await rowsOf(office.town, { open: 'true', level: '1' })).toHaveLength(75);
  expect(await rowsOf(office.lead, { area: TOWN, overdue: 'true' })).toHaveLength(225);
});
