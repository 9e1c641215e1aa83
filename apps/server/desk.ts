import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import { StartError } from '@shouwang/platform/config.ts';
import type { FastifyInstance } from 'fastify';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DIST = join(ROOT, 'apps/desk/dist');
const SOURCES = [
  'apps/desk/src',
  'apps/desk/index.html',
  'apps/desk/vite.config.ts',
  'platform/ui',
  'modules',
  'package-lock.json',
];

function newest(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return /\.test\.|\/server\/|\.(md|sql|yaml)$/.test(path) ? 0 : stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Builds the desk when it was never built or its sources are newer; runs beside the start of the database. */
export async function ensureDesk(): Promise<void> {
  const built = existsSync(join(DIST, 'index.html')) ? statSync(join(DIST, 'index.html')).mtimeMs : 0;
  if (SOURCES.every((source) => newest(join(ROOT, source)) < built)) return;
  const child = spawn(
    process.execPath,
    [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error', 'apps/desk'],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (code !== 0)
    throw new StartError(
      `The desk could not be built: ${output.trim().split('\n').slice(-3).join(' ')}. Run "npm ci" again.`,
    );
}

/** Serves the built desk: hashed assets for a year, every other page address as index.html with this answer's style nonce. */
export async function deskPages(app: FastifyInstance): Promise<void> {
  if (!existsSync(join(DIST, 'index.html'))) return;
  await app.register(fastifyStatic, {
    root: join(DIST, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    decorateReply: false,
    preCompressed: true,
  });
  app.get('/favicon.svg', { schema: { hide: true } }, (_request, reply) => {
    const icon = join(DIST, 'favicon.svg');
    return existsSync(icon) ? reply.type('image/svg+xml').send(readFileSync(icon)) : reply.code(204).send();
  });
  // Read anew each time: a desk that is built while the server runs is served at once, with the assets that it names.
  const send = (reply: { cspNonce: { style: string } }) =>
    readFileSync(join(DIST, 'index.html'), 'utf8').replace(
      'name="csp-nonce" content=""',
      `name="csp-nonce" content="${reply.cspNonce.style}"`,
    );
  app.get('/*', { schema: { hide: true } }, (request, reply) => {
    if (request.url.startsWith('/api/')) return reply.callNotFound();
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(send(reply));
  });
}
