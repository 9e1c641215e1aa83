import type { FastifyReply } from 'fastify';

/** The cookie of a session; in production with the prefix that pins it to this host and to https. */
export const cookieName = (production: boolean) => (production ? '__Host-session' : 'session');

const settingsOf = (production: boolean) => ({
  path: '/',
  httpOnly: true,
  sameSite: 'strict' as const,
  secure: production,
});

/** Gives the browser the token of its session. */
export function keepToken(reply: FastifyReply, token: string, production: boolean): void {
  reply.setCookie(cookieName(production), token, settingsOf(production));
}

/** Takes it away again. */
export function dropToken(reply: FastifyReply, production: boolean): void {
  reply.clearCookie(cookieName(production), settingsOf(production));
}
