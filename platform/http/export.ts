import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { recordAudit } from '../audit/audit.ts';
import { clock } from '../clock/clock.ts';
import { minuteOf } from '../clock/days.ts';
import { type Actor, type Tx, withScope } from '../db/scope.ts';
import { Refusal } from '../errors/refusal.ts';
import { line, type Permission } from '../schema/schema.ts';
import { csvStream } from './csv.ts';
import { rawRoute } from './route.ts';

/** What is said with every export: what it is for. It goes on record and into the file. */
export const ExportOrder = z.object({ purpose: line(200).min(4, '用途不少于 4 个字') });

/** One page of a list as lines of a file. */
export interface ExportPage {
  rows: string[][];
  nextCursor: string | null;
  /** How many rows the filter leaves; null when the list does not count so far. */
  total: number | null;
}

/** A list that may leave the platform as a file: the same filter, the same scope and the same masks as on the screen. */
export interface ListExport<P extends z.ZodType, Q extends z.ZodType> {
  url: string;
  operationId: string;
  summary: string;
  permission: Permission;
  params: P;
  query: Q;
  /** Header line. */
  head: readonly string[];
  /** More rows than this are refused: the filter is to be narrowed. */
  limit?: number;
  /** Name of the file, without who, when and ending. */
  title: (tx: Tx, asked: Asked<P, Q>) => Promise<string>;
  /** What is exported, for the record: `run:440229:0193…`. */
  objectKey: (asked: Asked<P, Q>) => string;
  page: (tx: Tx, asked: Asked<P, Q>, cursor: string | undefined) => Promise<ExportPage>;
}

type Asked<P extends z.ZodType, Q extends z.ZodType> = { params: z.output<P>; query: z.output<Q> };

/** Rows of one export where a list sets no limit of its own. */
export const EXPORT_LIMIT = 20_000;

/**
 * Declares the export of a list: a POST that says its purpose and answers with CSV, read page by page within the actor's scope. The record (who,
 * purpose, filter, number of rows) is written before the first row leaves. Refuses `export-too-large`.
 */
export function exportRoute<P extends z.ZodType, Q extends z.ZodType>(
  app: FastifyInstance,
  list: ListExport<P, Q>,
): void {
  const { url, operationId, summary, permission, params, query } = list;
  const operation = { method: 'POST', url, operationId, summary, permission, params, query } as const;
  rawRoute(app, { ...operation, body: ExportOrder, response: z.any() }, async (call) => {
    const asked: Asked<P, Q> = { params: call.params, query: call.query };
    const { actor } = call;
    const { first, total, title } = await withScope(actor, (tx) =>
      begin(tx, actor, { list, asked, purpose: call.body.purpose }),
    );
    const at = minuteOf(clock.now());
    const mark = `${actor.name}（${actor.role} ${actor.areaCode}）${at} 导出，用途：${call.body.purpose}；${total} 行，编号 ${actor.requestId ?? '—'}。内部使用，含个人信息，用后及时删除。`;
    const name = `${title}-${at.replace(/\D/g, '')}-${actor.name}.csv`.replace(/[\\/:*?"<>|\s]/g, '_');
    call.reply
      .type('text/csv; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
    return call.reply.send(csvStream(lines(actor, { list, asked, first, total, mark })));
  });
}

interface Order<P extends z.ZodType, Q extends z.ZodType> {
  list: ListExport<P, Q>;
  asked: Asked<P, Q>;
}

/** The first page, and the record that the export happens. */
async function begin<P extends z.ZodType, Q extends z.ZodType>(
  tx: Tx,
  actor: Actor,
  { list, asked, purpose }: Order<P, Q> & { purpose: string },
): Promise<{ first: ExportPage; total: number; title: string }> {
  const first = await list.page(tx, asked, undefined);
  const limit = list.limit ?? EXPORT_LIMIT;
  if (first.total === null || first.total > limit)
    throw new Refusal('export-too-large', {
      detail: `这份清单超过 ${limit.toLocaleString('zh-CN')} 行，一次导不完；请先选地方或加筛选条件。`,
    });
  await recordAudit(tx, actor, {
    action: list.operationId,
    areaCode: actor.areaCode,
    objectKey: list.objectKey(asked),
    reason: purpose,
    detail: { rows: first.total, ...filterOf(asked.query) },
  });
  return { first, total: first.total, title: await list.title(tx, asked) };
}

/** The filter as it goes on record: what was asked for, without paging. */
function filterOf(query: unknown): Record<string, string> {
  const entries = Object.entries((query ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    entries.flatMap(([name, value]) =>
      value === undefined || name === 'cursor' || name === 'limit' ? [] : [[name, String(value)]],
    ),
  );
}

/** Header, rows page by page, and last who exported them, when and what for. A list that grows meanwhile is cut at what is on record. */
async function* lines<P extends z.ZodType, Q extends z.ZodType>(
  actor: Actor,
  { list, asked, first, total, mark }: Order<P, Q> & { first: ExportPage; total: number; mark: string },
): AsyncGenerator<readonly string[]> {
  yield list.head;
  let left = total;
  for (let page = first; ; ) {
    for (const row of page.rows.slice(0, left)) yield row;
    left -= page.rows.length;
    const { nextCursor } = page;
    if (nextCursor === null || left <= 0) break;
    page = await withScope(actor, (tx) => list.page(tx, asked, nextCursor));
  }
  yield [mark];
}
