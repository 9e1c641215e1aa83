/** `npm start`: database, migrations, policy packs, demonstration county, server, desk. */

import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { loadPacks } from '@shouwang/modules/policy/server/door.ts';
import { listDemonstration } from '@shouwang/modules/staff/server/door.ts';
import { sealAudit } from '@shouwang/platform/audit/seal.ts';
import { readSettings, StartError } from '@shouwang/platform/config.ts';
import { openDatabase } from '@shouwang/platform/db/open.ts';
import { systemActor, withScope } from '@shouwang/platform/db/scope.ts';
import { codeOf, openSecret } from '@shouwang/platform/identity/identity.ts';
import { startWorker } from '@shouwang/platform/jobs/jobs.ts';
import { log, safeError } from '@shouwang/platform/log.ts';
import { buildApp, defineJobs } from './app.ts';
import { advanceDay, DEMONSTRATION_PASSWORD, ensureDemonstration } from './demonstration.ts';
import { ensureDesk } from './desk.ts';
import { shellFacts } from './shell-facts.ts';
import { countAgain, startUpkeep } from './upkeep.ts';

const say = (text: string) => process.stdout.write(`${text}\n`);

async function start(): Promise<void> {
  const began = performance.now();
  const settings = readSettings();
  const desk = ensureDesk();
  desk.catch(() => undefined);
  const database = await openDatabase(settings, () =>
    fail(
      new StartError(
        'The database ended unexpectedly. Look at free disk space and start again; nothing that was saved is lost.',
      ),
    ),
  );
  await loadDivisions();
  await loadPacks();
  if (settings.demonstration) await ensureDemonstration(say);
  defineJobs();
  const worker = await startWorker(database.adminUrl, { alone: database.embedded });
  const sealing = setInterval(
    () => sealAudit().catch((error) => log.error({ err: safeError(error) }, 'audit not sealed')),
    10_000,
  );
  const stopUpkeep = await startUpkeep();
  await desk;
  const app = await buildApp({
    production: settings.production,
    demonstration: settings.demonstration,
    demonstrationPassword: DEMONSTRATION_PASSWORD,
    shellFacts,
    advanceDay: (days) => advanceDay(days).then(countAgain),
  });
  const stop = once(async () => {
    clearInterval(sealing);
    stopUpkeep();
    await app.close();
    await worker.stop();
    await sealAudit().catch(() => 0);
    await database.close();
    process.exit(0);
  });
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  await app.listen({ port: settings.port, host: settings.host }).catch(async (error: NodeJS.ErrnoException) => {
    await worker.stop();
    await database.close();
    throw explainListen(error, settings.port);
  });
  const address = app.server.address();
  const port = address && typeof address === 'object' ? address.port : settings.port;
  say(`\nShouwang is ready after ${((performance.now() - began) / 1000).toFixed(1)} s: http://localhost:${port}`);
  if (settings.demonstration) await sayAccounts();
}

function explainListen(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new StartError(
      `Port ${port} is in use. Stop the program that uses it, or choose another: PORT=${port + 1} npm start`,
    );
  if (error.code === 'EACCES')
    return new StartError(`Port ${port} may not be used by this user. Choose one above 1023: PORT=8080 npm start`);
  return error;
}

/** The first sign-ins, with a code that is right for this half minute; the sign-in page shows a fresh one. */
async function sayAccounts(): Promise<void> {
  const first = ['PROV_LEAD', 'AUDITOR', 'COUNTY_LEAD', 'COUNTY_APPROVER'];
  const rows = (await withScope(systemActor('none', '演示'), listDemonstration)).filter(
    (row) => first.includes(row.role) || row.login_name.endsWith('.yb'),
  );
  say(
    `\nDemonstration accounts (password ${DEMONSTRATION_PASSWORD}; the sign-in page lists all of them with a fresh code):`,
  );
  for (const row of rows) {
    const code = row.totp_secret ? codeOf(openSecret(row.id, row.totp_secret)) : '';
    say(`  ${row.login_name.padEnd(24)} ${code}  ${row.title} ${row.name}`);
  }
  say('\nCtrl-C stops it.');
}

function once(work: () => Promise<void>): () => void {
  let running = false;
  return () => {
    if (running) return;
    running = true;
    work().catch(fail);
  };
}

function fail(error: unknown): never {
  if (error instanceof StartError) process.stderr.write(`\n${error.message}\n`);
  else process.stderr.write(`\nThe program could not start: ${(error as Error).stack ?? String(error)}\n`);
  process.exit(1);
}

start().catch(fail);
