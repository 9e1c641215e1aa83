import type { Selectable } from 'kysely';
import type { PlatformExportRequest } from '../../db/types.ts';
import { clock } from '../clock/clock.ts';
import { publicId } from '../db/id.ts';
import type { Actor, Tx } from '../db/scope.ts';
import { decodeMoment, encodeCursor } from '../schema/cursor.ts';
import { type ExportWord, exportStaffing, findExport } from './define.ts';

/** A request as it lies in the table. */
export type ExportRecord = Selectable<PlatformExportRequest>;
export interface RequestRef {
  countyCode: string;
  id: string;
}

type ExportState = 'requested' | 'approved' | 'refused' | 'ready' | 'expired' | 'failed' | 'withdrawn';

/** A request as its reader sees it, with what he may do about it. */
export interface ExportView {
  id: string;
  requestNo: string;
  kind: string;
  title: string;
  words: ExportWord[];
  format: 'csv' | 'xlsx';
  purpose: string;
  rowsAsked: number;
  columns: { title: string; masked: boolean }[];
  withheld: string;
  state: ExportState;
  requestedByName: string;
  requestedByPost: string;
  requestedAt: string;
  decidedByName: string | null;
  decidedByPost: string | null;
  decidedAt: string | null;
  opinion: string | null;
  started: boolean;
  rowsDone: number;
  /** Rows a second since the file was begun; null before. */
  rate: number | null;
  rowsMade: number | null;
  failure: string | null;
  fileSize: number | null;
  expiresAt: string | null;
  downloads: number;
  version: number;
  mine: boolean;
  mayDecide: boolean;
}

/** `mine`: asked for by the reader; `waiting`: by others of his area, to be decided; `area`: all of his area. */
export interface ExportListQuery {
  view: 'mine' | 'waiting' | 'area';
  cursor?: string | undefined;
  limit: number;
}

/** One request within the scope of the transaction, or undefined. */
export function findRequest(
  tx: Tx,
  ref: RequestRef,
  { lock = false }: { lock?: boolean } = {},
): Promise<ExportRecord | undefined> {
  const query = tx
    .selectFrom('platform.export_request')
    .selectAll()
    .where('county_code', '=', ref.countyCode)
    .where('id', '=', ref.id);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}

/** Requests of the reader's area, newest first. */
export async function listRequests(
  tx: Tx,
  actor: Actor,
  asked: ExportListQuery,
): Promise<{ items: ExportView[]; nextCursor: string | null; total: number }> {
  let query = tx.selectFrom('platform.export_request');
  if (actor.areaCode.length >= 6) query = query.where('county_code', '=', actor.areaCode.slice(0, 6));
  if (asked.view === 'mine') query = query.where('requested_by', '=', actor.accountId);
  if (asked.view === 'waiting')
    query = query.where('state', '=', 'requested').where('requested_by', '<>', actor.accountId);
  const { total } = await query.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const after = decodeMoment(asked.cursor);
  if (after)
    query = query.where((eb) => eb(eb.refTuple('requested_at', 'id'), '<', eb.tuple(new Date(after.at), after.id)));
  const rows = await query
    .selectAll()
    .orderBy('requested_at', 'desc')
    .orderBy('id', 'desc')
    .limit(asked.limit + 1)
    .execute();
  const last = rows.length > asked.limit ? rows[asked.limit - 1] : undefined;
  return {
    items: rows.slice(0, asked.limit).map((row) => toView(row, actor)),
    nextCursor: last ? encodeCursor([last.requested_at.toISOString(), last.id]) : null,
    total: Number(total),
  };
}

/** A request as somebody sees it. A file past its time is expired, also before it was swept. */
export function toView(row: ExportRecord, actor: Actor): ExportView {
  const definition = findExport(row.kind);
  const now = clock.now().getTime();
  const over = row.state === 'ready' && row.expires_at !== null && row.expires_at.getTime() <= now;
  const mine = row.requested_by === actor.accountId;
  return {
    id: publicId(row),
    requestNo: row.request_no,
    kind: row.kind,
    title: row.title,
    words: Array.isArray(row.filter_words) ? (row.filter_words as unknown as ExportWord[]) : [],
    format: row.format === 'xlsx' ? 'xlsx' : 'csv',
    purpose: row.purpose,
    rowsAsked: row.rows_asked,
    columns: (definition?.columns ?? []).map(({ title, masked = false }) => ({ title, masked })),
    withheld: definition?.withheld ?? '',
    state: over ? 'expired' : (row.state as ExportState),
    requestedByName: row.requested_by_name,
    requestedByPost: row.requested_by_post,
    requestedAt: row.requested_at.toISOString(),
    decidedByName: row.decided_by_name,
    decidedByPost: row.decided_by_post,
    decidedAt: row.decided_at?.toISOString() ?? null,
    opinion: row.opinion,
    started: row.started_at !== null,
    rowsDone: row.rows_done,
    rate: rateOf(row),
    rowsMade: row.rows_made,
    failure: row.failure,
    fileSize: row.file_size,
    expiresAt: row.expires_at?.toISOString() ?? null,
    downloads: row.downloads,
    version: row.version,
    mine,
    mayDecide: row.state === 'requested' && !mine && exportStaffing().approving.includes(actor.role),
  };
}

function rateOf({ started_at, finished_at, rows_done }: ExportRecord): number | null {
  if (!started_at || rows_done === 0) return null;
  const seconds = ((finished_at ?? clock.now()).getTime() - started_at.getTime()) / 1000;
  return seconds > 0 ? Math.round(rows_done / seconds) : null;
}
