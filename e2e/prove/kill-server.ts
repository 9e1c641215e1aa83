/** The server that is killed: the platform's own start, database, door and repeat protection, with the probe's operations. Started by the proof only. */
import { readSettings } from '@shouwang/platform/config.ts';
import { openDatabase } from '@shouwang/platform/db/open.ts';
import { buildServer } from '@shouwang/platform/http/server.ts';
import { log } from '@shouwang/platform/log.ts';
import pg from 'pg';
import { actorAt } from './app-client.ts';
import { makeProbeTable, probeRoutes } from './probe.ts';

log.level = 'silent';
const settings = readSettings();
const database = await openDatabase(settings, () => process.exit(3));
const admin = new pg.Client({ connectionString: database.adminUrl });
admin.on('error', () => undefined);
await admin.connect();
const found = await admin.query("select to_regclass('proof.item') as item");
if (found.rows[0]?.item === null)
  await makeProbeTable({
    url: database.adminUrl,
    admin: async <T>(text: string) => (await admin.query(text)).rows as T[],
    close: async () => undefined,
  });
await admin.end();
const actor = { ...actorAt('440229'), accountId: '01900000-0000-7000-8000-00000000000a' };
const app = await buildServer({
  production: false,
  authenticate: (server) =>
    server.addHook('preHandler', async (request) => {
      request.actor = actor;
    }),
  routes: (server) => probeRoutes(server),
});
process.on('SIGTERM', () => {
  app
    .close()
    .then(() => database.close())
    .then(() => process.exit(0));
});
// Nobody is left behind: when the proof ends without stopping this server, it stops itself and its database.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) database.close().finally(() => process.exit(4));
}, 1000).unref();
await app.listen({ port: settings.port, host: '127.0.0.1' });
process.stdout.write('ready\n');
