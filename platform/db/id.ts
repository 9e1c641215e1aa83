import { randomBytes } from 'node:crypto';
import { clock } from '../clock/clock.ts';

/** A new UUIDv7: sortable by the time of its making, unguessable in its last 62 bits (RFC 9562). */
export function newId(at: number = clock.wall().getTime()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(at, 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The id that people and addresses use for an object of a county: `440229:<uuid>`. */
export function publicId(row: { county_code: string; id: string }): string {
  return `${row.county_code}:${row.id}`;
}
