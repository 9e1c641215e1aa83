/**
 * `npm run screen -- run --county 440229`: screens a county now and prints counts and the result hash.
 * `npm run screen -- explain [--county 440229] [--sql]`: the pack in force in words, or its one statement.
 * `npm run screen -- simulate [--run 440229:…] [--set line.monitoring=10000] [--weight INCOME=0.2] [--level MED-2=2] [--off CIV-1] [--cutoff 0.4]
 * [--pack ID] [--json]`: other values over the kept facts of a run (the latest of the county when none is named).
 */
import { parseArgs } from 'node:util';
import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { getPackInForce, loadPacks } from '@shouwang/modules/policy/server/door.ts';
import { screeningStatement } from '@shouwang/modules/screening/engine/compile.ts';
import { parquetRelations } from '@shouwang/modules/screening/engine/dialect.ts';
import { compilePack } from '@shouwang/modules/screening/rules.ts';
import { startRun } from '@shouwang/modules/screening/server/commands.ts';
import { runScreening } from '@shouwang/modules/screening/server/run-job.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { StartError } from '@shouwang/platform/config.ts';
import { systemActor, withScope } from '@shouwang/platform/db/scope.ts';
import { splitId } from '@shouwang/platform/schema/schema.ts';
import { command } from './command.ts';
import { simulate, simulationLines } from './simulate.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    county: { type: 'string', default: '440229' },
    sql: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    run: { type: 'string' },
    set: { type: 'string', multiple: true },
    weight: { type: 'string', multiple: true },
    level: { type: 'string', multiple: true },
    off: { type: 'string', multiple: true },
    cutoff: { type: 'string' },
    pack: { type: 'string' },
  },
});

await command(async ({ done }) => {
  await loadDivisions();
  await loadPacks();
  const actor = systemActor(values.county, '命令行');
  if (positionals[0] === 'explain') {
    const { pack } = await withScope(actor, (tx) => getPackInForce(tx, values.county, clock.today()));
    const compiled = compilePack(pack);
    if (values.sql) {
      const relations = parquetRelations({
        households: ['households.parquet'],
        members: ['members.parquet'],
        items: {},
      });
      return done(screeningStatement({ compiled, asOf: clock.today(), deliveries: [], relations }));
    }
    return done(
      [
        `${pack.title} (${pack.hash.slice(0, 12)})`,
        ...Object.entries(pack.triggers).map(([code, rule]) => `${code.padEnd(16)} ${rule.label}: ${rule.when}`),
      ].join('\n'),
    );
  }
  if (positionals[0] === 'simulate') {
    const view = await simulate(values.run ? systemActor(values.run.slice(0, 6), '命令行') : actor, values);
    return done(values.json ? JSON.stringify(view) : simulationLines(view).join('\n'));
  }
  if (positionals[0] !== 'run')
    throw new StartError(
      'Say what to do: "npm run screen -- run --county 440229", "npm run screen -- simulate --set line.monitoring=10000" or "npm run screen -- explain --sql".',
    );
  const id = splitId(await withScope(actor, (tx) => startRun(tx, actor)));
  const began = performance.now();
  const result = await runScreening({ countyCode: id.countyCode, runId: id.id });
  const summary = {
    run: `${id.countyCode}:${id.id}`,
    households: result.households,
    hits: result.hits.length,
    undecided: result.undecided.length,
    seconds: (performance.now() - began) / 1000,
    hash: result.hash,
  };
  done(
    values.json
      ? JSON.stringify(summary)
      : Object.entries(summary)
          .map(([name, value]) => `${name.padEnd(12)} ${value}`)
          .join('\n'),
  );
});
