import type { Tx } from '@shouwang/platform/db/scope.ts';
import { sql } from 'kysely';

/** Open tasks that are somebody's own (the visits of his team), as whoever suspends his account has to know them. */
export async function openTasksOf(
  tx: Tx,
  { accountId, counties }: { accountId: string; counties: readonly string[] },
): Promise<{ label: string; count: number; to: string | null }[]> {
  const rows = await tx
    .selectFrom('casework.task')
    .select((eb) => ['title', eb.fn.countAll<number>().as('n')])
    .where(sql<boolean>`county_code = any(${[...counties]}::text[])`)
    .where('closed_at', 'is', null)
    .where(sql<boolean>`assignees @> array[${accountId}]::uuid[]`)
    .groupBy('title')
    .orderBy('title')
    .execute();
  return rows.map((row) => ({ label: row.title, count: Number(row.n), to: '/cases' }));
}
