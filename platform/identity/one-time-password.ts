import { randomBytes } from 'node:crypto';

const SIGNS = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const GROUPS = 4;
const GROUP_LENGTH = 4;

/** A password to be handed out: sixteen signs without those that look alike, in groups that can be read aloud; some 92 bits. */
export function newPassword(): string {
  const picked = [...randomBytes(GROUPS * GROUP_LENGTH)].map((byte) => SIGNS[byte % SIGNS.length]).join('');
  return Array.from({ length: GROUPS }, (_, group) =>
    picked.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH),
  ).join('-');
}

/** The address with which an authenticator takes up a one-time-code secret. */
export function otpauthUri(loginName: string, secret: string): string {
  return `otpauth://totp/Shouwang:${encodeURIComponent(loginName)}?secret=${secret}&issuer=Shouwang`;
}
