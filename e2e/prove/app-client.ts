import { newId } from '@shouwang/platform/db/id.ts';
import { rolePassword } from '@shouwang/platform/db/open.ts';
import { type Actor, asUser } from '@shouwang/platform/db/scope.ts';
import pg from 'pg';

/** A connection as the application role, outside of the platform's door: what somebody has who broke into the program. */
export async function appClient(url: string, timeoutMs = 20_000): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: asUser(url, 'shouwang_app', rolePassword('shouwang_app')),
    query_timeout: timeoutMs,
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Somebody in a post, for proofs below the HTTP door. */
export function actorAt(areaCode: string, role = 'COUNTY_LEAD'): Actor {
  return { accountId: newId(), name: '验证', role, areaCode, departmentCode: null, sessionId: 'proof' };
}

/** What the database answered to a statement: rows, or the code of its error. */
export type Reply = { rows: Record<string, unknown>[] } | { code: string };

/** Runs a statement and keeps its error as an answer. */
export async function ask(client: pg.Client, text: string, values: unknown[] = []): Promise<Reply> {
  try {
    const answer = await client.query(text, values.length > 0 ? values : undefined);
    const results = Array.isArray(answer) ? (answer as pg.QueryResult[]) : [answer];
    return { rows: results.flatMap((result) => (result.rows ?? []) as Record<string, unknown>[]) };
  } catch (error) {
    return { code: (error as { code?: string }).code ?? 'unknown' };
  }
}
