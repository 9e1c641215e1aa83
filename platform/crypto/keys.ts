import { createSecretKey, hkdfSync, type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { dataDir, dataPath, StartError } from '../config.ts';

/** What a key is for. Every purpose has its own key; none can be computed from another. */
export type KeyPurpose = 'field' | 'scope' | 'audit' | 'session' | BlindPurpose;
/** What blind indexes are made of: people by number, documents by number, names. Their values cannot be compared with each other. */
export type BlindPurpose = 'person' | 'document' | 'name';
const BLIND: ReadonlySet<KeyPurpose> = new Set<BlindPurpose>(['person', 'document', 'name']);

interface MasterKey {
  kid: number;
  secret: Buffer;
}

interface KeyRing {
  /** The settings under which it was read; when they change it is read again. */
  data: string | undefined;
  file: string | undefined;
  current: number;
  /** The lowest kid: blind indexes stay on it, because they cannot be computed again without the plain text. */
  first: number;
  keys: Map<number, MasterKey>;
  derived: Map<string, Buffer>;
  objects: Map<string, KeyObject>;
  sealing: Map<number, SealingKeys>;
}

const SECRET_BYTES = 32;
let ring: KeyRing | null = null;
let compared = false;

/** Where the key file is: `SHOUWANG_KEY_FILE`, or `keys/master.json` in the data folder. */
export function keyFilePath(): string {
  const named = process.env.SHOUWANG_KEY_FILE;
  return named ? resolve(named) : dataPath('keys', 'master.json');
}

/**
 * Reads the key file, or makes it on the first start. Call it before the database is started.
 * Refuses (`StartError`) when the file is missing although a database exists, readable by others, or broken.
 */
export function ensureKeys(options: { databaseExists?: boolean } = {}): void {
  const path = keyFilePath();
  if (!existsSync(path)) {
    if (options.databaseExists ?? embeddedDatabaseExists()) {
      throw new StartError(
        `The key file ${path} is missing, but a database exists. Put the key file back from its backup; without it no ID number, telephone or account can be read.`,
      );
    }
    writeKeyFile(path);
  }
  ring = readKeyFile(path);
}

/** The key of a purpose, 32 bytes. Blind indexes always use the first master key, everything else the current one unless `kid` is given. */
export function key(purpose: KeyPurpose, kid?: number): Buffer {
  const keys = openRing();
  return deriveKey(purpose, kid ?? (BLIND.has(purpose) ? keys.first : keys.current));
}

/** The number of the master key that new values are sealed with. */
export function currentKid(): number {
  return openRing().current;
}

/** The number of the oldest master key, which person keys stay on. */
export function firstKid(): number {
  return openRing().first;
}

/** The kids that can be opened, ascending. */
export function knownKids(): number[] {
  return [...openRing().keys.keys()].sort((a, b) => a - b);
}

/**
 * Eight bytes in hex that name the key file without giving it away: kept in the database, so that a start with
 * another key file is noticed before anything is written.
 */
export function keyFingerprint(): string {
  return deriveKey('fingerprint', openRing().first).toString('hex').slice(0, 16);
}

/** A key of 32 bytes for an inner label such as `field/sm4/enc`; throws when the kid is unknown. For this folder only. */
function deriveKey(label: string, kid: number): Buffer {
  const keys = openRing();
  const id = `${kid}/${label}`;
  const known = keys.derived.get(id);
  if (known) return known;
  const master = keys.keys.get(kid);
  if (!master) throw new Error(`no master key ${kid}`);
  const made = Buffer.from(hkdfSync('sha256', master.secret, 'shouwang', `shouwang/v1/${label}`, 32));
  keys.derived.set(id, made);
  return made;
}

/** The first `bytes` of the same key as a prepared object, five times as fast in Node as a Buffer. For this folder only. */
export function deriveKeyObject(label: string, kid: number, bytes = 32): KeyObject {
  const { objects } = openRing();
  const id = `${kid}/${label}`;
  const known = objects.get(id);
  if (known) return known;
  const made = createSecretKey(deriveKey(label, kid).subarray(0, bytes));
  objects.set(id, made);
  return made;
}

/** Two key objects and the kid that they are of, looked up once: for what is called for each of millions of values. For this folder only. */
export interface SealingKeys {
  kid: number;
  enc: KeyObject;
  mac: KeyObject;
}

/** The keys that SM4 fields are sealed (without `kid`) or opened with. For this folder only. */
export function sealingKeys(kid?: number): SealingKeys {
  const ring = openRing();
  const wanted = kid ?? ring.current;
  const known = ring.sealing.get(wanted);
  if (known) return known;
  const enc = deriveKeyObject('field/sm4/enc', wanted, 16);
  const made = { kid: wanted, enc, mac: deriveKeyObject('field/sm4/mac', wanted) };
  ring.sealing.set(wanted, made);
  return made;
}

/** Forgets what was read; the next use reads the key file again (rotation, tests). */
export function forgetKeys(): void {
  ring = null;
}

function openRing(): KeyRing {
  if (ring && compared) return ring;
  // The settings are compared as they were given, and once in a turn: for every one of millions of fields it would cost a twentieth of sealing it.
  if (!ring || ring.data !== process.env.SHOUWANG_DATA || ring.file !== process.env.SHOUWANG_KEY_FILE) ensureKeys();
  if (!ring) throw new Error('the key file was not read');
  compared = true;
  queueMicrotask(() => {
    compared = false;
  });
  return ring;
}

function embeddedDatabaseExists(): boolean {
  const root = dataDir();
  if (!existsSync(root)) return false;
  return readdirSync(root, { withFileTypes: true }).some(
    (entry) => entry.isDirectory() && existsSync(resolve(root, entry.name, 'PG_VERSION')),
  );
}

/** Written whole under another name, then linked: of two programs that start at once, one wins and both read the same file. */
function writeKeyFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const text = JSON.stringify({
    version: 1,
    current: 1,
    keys: [{ kid: 1, secret: randomBytes(SECRET_BYTES).toString('base64') }],
  });
  const draft = `${path}.${randomUUID()}`;
  const file = openSync(draft, 'wx', 0o400);
  try {
    writeSync(file, `${text}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function readKeyFile(path: string): KeyRing {
  if ((statSync(path).mode & 0o077) !== 0) {
    throw new StartError(`The key file ${path} can be read by others. Run: chmod 400 ${path}`);
  }
  const broken = new StartError(`The key file ${path} is broken. Put it back from its backup; do not make a new one.`);
  const keys = new Map<number, MasterKey>();
  let current: number;
  try {
    const parsed = JSON.parse(readFileSync(path, 'utf8')) as { version: number; current: number; keys: unknown[] };
    if (parsed.version !== 1) throw broken;
    current = parsed.current;
    for (const entry of parsed.keys) {
      const { kid, secret } = entry as { kid: number; secret: string };
      const bytes = Buffer.from(secret, 'base64');
      const valid =
        Number.isInteger(kid) && kid >= 1 && kid <= 0xffff && bytes.length === SECRET_BYTES && !keys.has(kid);
      if (!valid) throw broken;
      keys.set(kid, { kid, secret: bytes });
    }
  } catch {
    throw broken;
  }
  if (!keys.has(current)) throw broken;
  return {
    data: process.env.SHOUWANG_DATA,
    file: process.env.SHOUWANG_KEY_FILE,
    current,
    first: Math.min(...keys.keys()),
    keys,
    derived: new Map(),
    objects: new Map(),
    sealing: new Map(),
  };
}
