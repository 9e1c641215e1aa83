import { createHash } from 'node:crypto';
import { checkCharacter } from '@shouwang/platform/crypto/id-number.ts';
import type { Random } from './random.ts';

/** Numbers of a person that nobody may find in plain anywhere. */
export interface Secrets {
  idNumber: string;
  phone: string;
  account: string;
}

/** Numbers that occur nowhere else: valid ID numbers of the county, mobile phones, bank accounts. */
export function secretsOf(random: Random): Secrets {
  const birth = `19${60 + random.below(30)}0${1 + random.below(9)}1${random.below(10)}`;
  const body = `440229${birth}${random.digits(3)}`;
  return {
    idNumber: body + checkCharacter(body),
    phone: `138${random.digits(8)}`,
    account: `629999${random.digits(13)}`,
  };
}

/** One form in which a number would stand in plain sight: as it is, or hashed without a key. */
export interface Needle {
  bytes: Buffer;
  what: string;
}

const HASHES = ['md5', 'sha1', 'sha256', 'sm3'];

/** Every form of the secrets that is searched for. Nearly all numbers can be tried out, so a plain hash is as bad as the number. */
export function needlesOf(secrets: Secrets[]): Needle[] {
  return secrets.flatMap((one) =>
    Object.entries(one).flatMap(([kind, value]) => [
      { bytes: Buffer.from(value), what: kind },
      { bytes: Buffer.from(Buffer.from(value).toString('hex')), what: `${kind} in hex` },
      { bytes: Buffer.from(Buffer.from(value).toString('base64').slice(0, -4)), what: `${kind} in base64` },
      { bytes: Buffer.from(value, 'utf16le'), what: `${kind} in UTF-16` },
      ...HASHES.flatMap((hash) => {
        const digest = createHash(hash).update(value).digest();
        return [
          { bytes: digest, what: `plain ${hash} of ${kind}` },
          { bytes: Buffer.from(digest.toString('hex')), what: `plain ${hash} of ${kind}` },
        ];
      }),
    ]),
  );
}

/** Which of the needles occur, as `where: what`. */
export function search(where: string, haystack: Buffer, needles: Needle[]): string[] {
  const found = new Set<string>();
  for (const needle of needles) if (haystack.includes(needle.bytes)) found.add(`${where}: ${needle.what}`);
  return [...found];
}
