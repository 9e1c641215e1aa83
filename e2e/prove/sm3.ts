/** SM3 (GB/T 32905-2016) written out from the standard, so that the check of the record does not rest on the library that made it. */
const START = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e];

const rotate = (x: number, n: number) => ((x << (n % 32)) | (x >>> (32 - (n % 32)))) >>> 0;
const p0 = (x: number) => (x ^ rotate(x, 9) ^ rotate(x, 17)) >>> 0;
const p1 = (x: number) => (x ^ rotate(x, 15) ^ rotate(x, 23)) >>> 0;
const T = Array.from({ length: 64 }, (_, j) => {
  const t = j < 16 ? 0x79cc4519 : 0x7a879d8a;
  return j % 32 === 0 ? t : rotate(t, j);
});

/** The digest of some bytes. */
export function sm3(message: Buffer): Buffer {
  const padded = Buffer.alloc(Math.ceil((message.length + 9) / 64) * 64);
  message.copy(padded);
  padded[message.length] = 0x80;
  padded.writeBigUInt64BE(BigInt(message.length) * 8n, padded.length - 8);
  const state = Uint32Array.from(START);
  for (let offset = 0; offset < padded.length; offset += 64) compress(state, padded, offset);
  const digest = Buffer.alloc(32);
  state.forEach((word, i) => {
    digest.writeUInt32BE(word, i * 4);
  });
  return digest;
}

const w = new Uint32Array(68);
const at = (i: number) => w[i] as number;

function expand(block: Buffer, offset: number): void {
  for (let j = 0; j < 16; j += 1) w[j] = block.readUInt32BE(offset + j * 4);
  for (let j = 16; j < 68; j += 1) {
    w[j] = (p1((at(j - 16) ^ at(j - 9) ^ rotate(at(j - 3), 15)) >>> 0) ^ rotate(at(j - 13), 7) ^ at(j - 6)) >>> 0;
  }
}

function compress(state: Uint32Array, block: Buffer, offset: number): void {
  expand(block, offset);
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let j = 0; j < 64; j += 1) {
    const ss1 = rotate((rotate(a, 12) + e + (T[j] as number)) >>> 0, 7);
    const ss2 = (ss1 ^ rotate(a, 12)) >>> 0;
    const ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g);
    const tt1 = (ff + d + ss2 + ((at(j) ^ at(j + 4)) >>> 0)) >>> 0;
    const tt2 = (gg + h + ss1 + at(j)) >>> 0;
    [d, c, b, a] = [c, rotate(b, 9), a, tt1];
    [h, g, f, e] = [g, rotate(f, 19), e, p0(tt2)];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => {
    state[i] = ((state[i] as number) ^ word) >>> 0;
  });
}

/** HMAC (RFC 2104) over SM3. */
export function hmacSm3(secret: Buffer, message: Buffer): Buffer {
  const key = Buffer.alloc(64);
  (secret.length > 64 ? sm3(secret) : secret).copy(key);
  const inner = sm3(Buffer.concat([key.map((byte) => byte ^ 0x36), message]));
  return sm3(Buffer.concat([key.map((byte) => byte ^ 0x5c), inner]));
}
