import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { defaultCipher, type FieldCipher } from '../crypto/field.ts';
import { currentKid, deriveKeyObject } from '../crypto/keys.ts';

/** `SWF` | version | cipher(1) | kid(2) | reserved(1) | iv(16), then the cipher text, as long as the content. */
const MAGIC = Buffer.from('SWF\u0001', 'latin1');
const IV_BYTES = 16;
/** Bytes that a sealed file is longer than its content. */
export const SEAL_BYTES = 24;
const ALGORITHMS = {
  sm4: { alg: 1, name: 'sm4-ctr', keyBytes: 16 },
  aes: { alg: 2, name: 'aes-256-ctr', keyBytes: 32 },
};

/** The content of a kept file is not what its address says: damaged, moved, changed, or sealed with an unknown key. */
class SealedFileError extends Error {
  override name = 'SealedFileError';
  constructor() {
    super('a kept file is not what its address says');
  }
}

const cipherKey = (cipher: FieldCipher, kid: number) =>
  deriveKeyObject(`file/${cipher}/enc`, kid, ALGORITHMS[cipher].keyBytes);

/**
 * Writes the content of `plain` sealed to `target`, to the disk. The content needs no tag of its own: its address is its SM3,
 * which every reader checks.
 */
export async function sealFile(plain: string, target: string, cipher = defaultCipher()): Promise<void> {
  const kid = currentKid();
  const head = Buffer.alloc(SEAL_BYTES);
  MAGIC.copy(head);
  head[4] = ALGORITHMS[cipher].alg;
  head.writeUInt16BE(kid, 5);
  randomBytes(IV_BYTES).copy(head, SEAL_BYTES - IV_BYTES);
  const seal = createCipheriv(ALGORITHMS[cipher].name, cipherKey(cipher, kid), head.subarray(SEAL_BYTES - IV_BYTES));
  const file = await open(target, 'wx', 0o600);
  try {
    await file.write(head);
    for await (const part of createReadStream(plain)) await file.write(seal.update(part as Buffer));
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The content of a sealed file. The stream ends with `SealedFileError` when it does not have the SM3 that it is kept under. */
export function unsealFile(path: string, hash: string): Readable {
  return Readable.from(contentOf(path, hash), { objectMode: false });
}

async function* contentOf(path: string, hash: string): AsyncGenerator<Buffer> {
  const sm3 = createHash('sm3');
  let opened: ReturnType<typeof cipherOf> | null = null;
  for await (const part of createReadStream(path) as AsyncIterable<Buffer>) {
    const sealed = opened ? part : part.subarray(SEAL_BYTES);
    opened ??= cipherOf(part.subarray(0, SEAL_BYTES));
    const content = opened.update(sealed);
    sm3.update(content);
    yield content;
  }
  if (sm3.digest('hex') !== hash) throw new SealedFileError();
}

function cipherOf(head: Buffer) {
  const cipher = head[4] === ALGORITHMS.aes.alg ? 'aes' : 'sm4';
  const known = head.length === SEAL_BYTES && head.subarray(0, 4).equals(MAGIC) && head[4] === ALGORITHMS[cipher].alg;
  if (!known) throw new SealedFileError();
  try {
    const iv = head.subarray(SEAL_BYTES - IV_BYTES);
    return createDecipheriv(ALGORITHMS[cipher].name, cipherKey(cipher, head.readUInt16BE(5)), iv);
  } catch {
    throw new SealedFileError();
  }
}
