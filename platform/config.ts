import { resolve } from 'node:path';

/** Where all data live: one folder, `SHOUWANG_DATA` or `.data` below the working folder. */
export function dataDir(): string {
  return resolve(process.env.SHOUWANG_DATA ?? '.data');
}

/** A path below the data folder; nothing of the platform writes elsewhere. */
export function dataPath(...parts: string[]): string {
  return resolve(dataDir(), ...parts);
}

/** What the environment says, read once at the start of the program. */
export interface Settings {
  /** A PostgreSQL server (>= 15); without it the embedded one is used. */
  databaseUrl: string | null;
  host: string;
  port: number;
  production: boolean;
  /** Demonstration accounts, codes and the adjustable day. Never in production. */
  demonstration: boolean;
  /** Address of the public site (`https://…`, without a slash at the end) to which codes on notices lead; null: notices carry no code. */
  publicUrl: string | null;
}

/** Reads the settings; a wrong value is refused with one sentence that says what to do. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const port = Number(env.PORT ?? '8080');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new StartError(`PORT is "${env.PORT}", which is not a port number. Set it to a number from 1 to 65535.`);
  }
  const production = env.NODE_ENV === 'production';
  const demonstration = env.SHOUWANG_DEMO === undefined ? !production : env.SHOUWANG_DEMO === '1';
  if (production && demonstration) {
    throw new StartError('The demonstration mode is refused with NODE_ENV=production. Unset SHOUWANG_DEMO.');
  }
  if (env.DATABASE_URL && !/^postgres(ql)?:\/\//.test(env.DATABASE_URL)) {
    throw new StartError(
      'DATABASE_URL is not an address of a PostgreSQL server. It looks like postgres://user:password@host:5432/database; unset it to use the embedded database.',
    );
  }
  const publicUrl = readPublicUrl(env.SHOUWANG_PUBLIC_URL);
  return {
    databaseUrl: env.DATABASE_URL || null,
    host: env.HOST ?? '127.0.0.1',
    port,
    production,
    demonstration,
    publicUrl,
  };
}

function readPublicUrl(given: string | undefined): string | null {
  if (!given) return null;
  if (!URL.canParse(given) || !given.startsWith('https://')) {
    throw new StartError(
      'SHOUWANG_PUBLIC_URL is not an address of a public site. It looks like https://example.org; unset it to print notices without a code.',
    );
  }
  return given.replace(/\/+$/, '');
}

/** The program cannot start; the message is one sentence for the operator that says what to do. */
export class StartError extends Error {
  override name = 'StartError';
}
