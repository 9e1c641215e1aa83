/** `npm run seed -- --county 440229 --households N --seed S [--month YYYYMM] [--json]`: fills an empty county with generated people. */
import { parseArgs } from 'node:util';
import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { DemonstrationPlan } from '@shouwang/modules/demonstration/contract.ts';
import { countyIsEmpty, loadCounty, writeDepartmentMonthBeside } from '@shouwang/modules/demonstration/server/load.ts';
import { StartError } from '@shouwang/platform/config.ts';
import { command } from './command.ts';

await command(async ({ say, done }) => {
  const { values } = parseArgs({
    options: {
      county: { type: 'string' },
      households: { type: 'string' },
      seed: { type: 'string' },
      month: { type: 'string' },
      files: { type: 'boolean', default: true },
      json: { type: 'boolean', default: false },
    },
    allowNegative: true,
  });
  const plan = DemonstrationPlan.parse({
    ...(values.county ? { county: values.county } : {}),
    ...(values.month ? { month: values.month } : {}),
    ...(values.households ? { households: Number(values.households) } : {}),
    ...(values.seed ? { seed: Number(values.seed) } : {}),
  });
  await loadDivisions();
  if (!(await countyIsEmpty(plan.county)))
    throw new StartError(
      `County ${plan.county} has households already. Choose another county or another SHOUWANG_DATA folder.`,
    );
  const [report, folder] = await Promise.all([
    loadCounty(plan, (households) =>
      say(`\r${households.toLocaleString('en')} of ${plan.households.toLocaleString('en')} households`),
    ),
    values.files ? writeDepartmentMonthBeside(plan) : null,
  ]);
  say('\r\n');
  done(
    values.json
      ? JSON.stringify({ ...plan, ...report, folder })
      : `${report.households} households, ${report.persons} persons in ${report.seconds.toFixed(1)} s${folder ? `; department files in ${folder}` : ''}`,
  );
});
