import { randomInt } from 'node:crypto';
import { countyOf, recordAudit } from '../audit/audit.ts';
import { clock } from '../clock/clock.ts';
import { newId, publicId } from '../db/id.ts';
import { type Actor, runSql, type Tx } from '../db/scope.ts';
import { notFound, Refusal } from '../errors/refusal.ts';
import { staleVersion } from '../http/route.ts';
import { addJob } from '../jobs/jobs.ts';
import { type AnyExport, EXPORT_LIMIT, type ExportWord, exportFor, exportStaffing } from './define.ts';
import type { ExportFormat } from './file.ts';
import { findBareNumber } from './guard.ts';
import { type ExportRecord, findRequest, type RequestRef } from './queries.ts';

/** A list as it stands in the address of its page. */
export interface ExportOrder {
  kind: string;
  filter: Record<string, string>;
}

/** What would be exported. */
export interface ExportPreview {
  title: string;
  rows: number;
  limit: number;
  columns: { title: string; masked: boolean }[];
  withheld: string;
  words: ExportWord[];
  approvers: { name: string; post: string }[];
}

/** The digits of an object's id mean nothing about a person. */
const OBJECT_ID = /^\d{6}:[0-9a-f-]{36}$/;

/** Requests of one person that wait for a decision or are being made; more are refused. */
const MAX_OPEN = 20;

/** What an export would hold and who could let it go; nothing is written. Refuses as `requestExport` does for kind and filter. */
export async function previewExport(tx: Tx, actor: Actor, order: ExportOrder): Promise<ExportPreview> {
  const definition = exportFor(actor, order.kind);
  const filter = readFilter(definition, order.filter);
  return {
    title: await titleOf(tx, definition, filter),
    rows: await definition.count(tx, actor, filter),
    limit: definition.limit ?? EXPORT_LIMIT,
    columns: definition.columns.map(({ title, masked = false }) => ({ title, masked })),
    withheld: definition.withheld,
    words: await definition.words(tx, filter),
    approvers: await exportStaffing().listApprovers(tx, { areaCode: actor.areaCode, not: actor.accountId }),
  };
}

/**
 * Asks for a list as a file. Refuses `export-kind-unknown`, `role-not-permitted`, `export-filter-invalid`, `export-empty`, `export-too-large`,
 * `purpose-holds-number`, `export-no-approver`, `export-too-many`.
 */
export async function requestExport(
  tx: Tx,
  actor: Actor,
  order: ExportOrder & { purpose: string; format: ExportFormat },
): Promise<ExportRecord> {
  if (findBareNumber(order.purpose))
    throw new Refusal('purpose-holds-number', { detail: '用途里不要写证件号码、电话或账号；用途会写进文件并留痕。' });
  const preview = await previewExport(tx, actor, order);
  refuseSize(preview);
  if (preview.approvers.length === 0)
    throw new Refusal('export-no-approver', {
      detail: '辖区内没有其他人可以批准导出，请联系上级主管部门配置审批岗位。',
    });
  await refuseFlood(tx, actor);
  const id = newId();
  const county_code = countyOf(actor.areaCode);
  const row = await tx
    .insertInto('platform.export_request')
    .values({
      county_code,
      id,
      area_code: actor.areaCode,
      request_no: requestNo(),
      kind: order.kind,
      title: preview.title,
      filter: JSON.stringify(order.filter),
      filter_words: JSON.stringify(preview.words),
      format: order.format,
      purpose: order.purpose,
      rows_asked: preview.rows,
      state: 'requested',
      requested_by: actor.accountId,
      requested_by_name: actor.name,
      requested_by_post: await exportStaffing().postWords(tx, actor),
      role: actor.role,
      requested_at: clock.now(),
      rows_done: 0,
      downloads: 0,
      version: 1,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await note(tx, actor, { action: 'requestExport', row, reason: order.purpose });
  return row;
}

/** What somebody says about another person's request. */
export interface ExportDecision {
  ref: RequestRef;
  /** The version that was seen. */
  expected: number;
  approve: boolean;
  opinion: string | null;
}

/**
 * Lets an export go, or not; with the approval the file is made in the background. Refuses `maker-is-checker` (also by a constraint of the
 * database), `role-not-permitted`, `export-decided`, a stale version, as not found what lies outside the own area, and what the staffing refuses.
 */
export async function decideExport(tx: Tx, actor: Actor, decision: ExportDecision): Promise<ExportRecord> {
  const row = await lock(tx, actor, decision.ref);
  if (!exportStaffing().approving.includes(actor.role))
    throw new Refusal('role-not-permitted', { status: 403, detail: '您的岗位不审批导出。' });
  if (row.requested_by === actor.accountId)
    throw new Refusal('maker-is-checker', { status: 403, detail: '自己申请的导出须由另一人批准，换岗位也不行。' });
  if (row.version !== decision.expected) throw staleVersion();
  if (row.state !== 'requested') throw new Refusal('export-decided', { status: 409, detail: '这份导出已有结论。' });
  await exportStaffing().refuseSamePerson(tx, { decider: actor.accountId, requester: row.requested_by });
  const decided = await change(tx, row, {
    state: decision.approve ? 'approved' : 'refused',
    decided_by: actor.accountId,
    decided_by_name: actor.name,
    decided_by_post: await exportStaffing().postWords(tx, actor),
    decided_at: clock.now(),
    opinion: decision.opinion,
  });
  const action = decision.approve ? 'approveExport' : 'refuseExport';
  await note(tx, actor, { action, row, ...(decision.opinion ? { reason: decision.opinion } : {}) });
  const job = { countyCode: row.county_code, id: row.id, areaCode: row.area_code };
  if (decision.approve) await addJob(tx, 'exports.build', job, { turn: 'file' });
  return decided;
}

/** Takes one's own request back, or has one's own file destroyed before its time. Refuses `export-ended`, a stale version. */
export async function withdrawExport(
  tx: Tx,
  actor: Actor,
  { ref, expected }: { ref: RequestRef; expected: number },
): Promise<ExportRecord> {
  const row = await lock(tx, actor, ref);
  if (row.requested_by !== actor.accountId) throw notFound('这份导出');
  if (row.version !== expected) throw staleVersion();
  if (!['requested', 'approved', 'ready'].includes(row.state))
    throw new Refusal('export-ended', { status: 409, detail: '这份导出已经结束，不用再撤回。' });
  const withdrawn = await change(tx, row, { state: 'withdrawn', finished_at: row.finished_at ?? clock.now() });
  await note(tx, actor, { action: 'withdrawExport', row });
  return withdrawn;
}

/**
 * Counts and records a download by who asked for the export, in the post in which he asked. Refuses `export-not-ready`, `export-expired`,
 * `export-post-changed`.
 */
export async function takeExport(tx: Tx, actor: Actor, ref: RequestRef): Promise<ExportRecord & { file_hash: string }> {
  const row = await lock(tx, actor, ref);
  if (row.requested_by !== actor.accountId) throw notFound('这份导出');
  const { file_hash } = row;
  const over =
    row.state === 'expired' || (row.state === 'ready' && (row.expires_at?.getTime() ?? 0) <= clock.now().getTime());
  if (over) throw new Refusal('export-expired', { status: 410, detail: '文件已到期销毁；仍需要时请重新申请。' });
  if (row.state !== 'ready' || file_hash === null)
    throw new Refusal('export-not-ready', { status: 409, detail: '文件还没有生成好，请刷新后再看。' });
  if (row.role !== actor.role || row.area_code !== actor.areaCode)
    throw new Refusal('export-post-changed', { status: 403, detail: '请换回申请时的岗位再下载。' });
  exportFor(actor, row.kind);
  const taken = await tx
    .updateTable('platform.export_request')
    .set((eb) => ({ downloads: eb('downloads', '+', 1), last_download_at: clock.now() }))
    .where('county_code', '=', row.county_code)
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await note(tx, actor, { action: 'downloadExport', row: taken, reason: row.purpose });
  return { ...taken, file_hash };
}

/** The filter of a request as its list understands it. Refuses `export-filter-invalid`, also for a number of a person, which is not to be kept. */
export function readFilter(definition: AnyExport, filter: unknown): unknown {
  const values = Object.values((filter ?? {}) as Record<string, unknown>).map(String);
  if (values.some((value) => !OBJECT_ID.test(value) && findBareNumber(value)))
    throw new Refusal('export-filter-invalid', {
      detail: '按证件号码、电话或账号查到的不整单导出；请清空查找框，或改按姓名、编号查找。',
    });
  const read = definition.filter.safeParse(filter);
  if (read.success) return read.data;
  throw new Refusal('export-filter-invalid', {
    detail: `筛选条件不能用于导出：${read.error.issues.map((issue) => issue.message).join('；')}`,
  });
}

async function titleOf(tx: Tx, { title }: AnyExport, filter: unknown): Promise<string> {
  return typeof title === 'string' ? title : title(tx, filter);
}

function refuseSize({ rows, limit }: ExportPreview): void {
  if (rows === 0) throw new Refusal('export-empty', { detail: '按现在的条件没有可导出的行，请放宽条件。' });
  if (rows > limit)
    throw new Refusal('export-too-large', {
      detail: `这份清单有 ${rows.toLocaleString('zh-CN')} 行，超过 ${limit.toLocaleString('zh-CN')} 行，一次导不完；请先选地方或加筛选条件。`,
    });
}

async function refuseFlood(tx: Tx, actor: Actor): Promise<void> {
  const [open] = await runSql<{ n: number }>(
    tx,
    "select count(*)::int as n from platform.export_request where county_code = $1 and requested_by = $2 and state in ('requested', 'approved')",
    [countyOf(actor.areaCode), actor.accountId],
  );
  if ((open?.n ?? 0) >= MAX_OPEN)
    throw new Refusal('export-too-many', {
      status: 429,
      detail: `您有 ${MAX_OPEN} 份导出还没有结束，请先撤回不用的。`,
    });
}

/** Signs that are not mistaken for one another when a number is read aloud or typed. */
const SIGNS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** `DC-1122-7K3Q9M`: month, day and six signs drawn by lot, since a town cannot see the numbers of its neighbours. */
function requestNo(): string {
  const drawn = Array.from({ length: 6 }, () => SIGNS.charAt(randomInt(SIGNS.length))).join('');
  return `DC-${clock.today().slice(5).replace('-', '')}-${drawn}`;
}

async function lock(tx: Tx, actor: Actor, ref: RequestRef): Promise<ExportRecord> {
  const row = await findRequest(tx, ref, { lock: true });
  if (!row?.area_code.startsWith(actor.areaCode)) throw notFound('这份导出');
  return row;
}

async function change(tx: Tx, row: ExportRecord, set: Partial<ExportRecord>): Promise<ExportRecord> {
  const { filter: _, filter_words: __, ...values } = set;
  const changed = await tx
    .updateTable('platform.export_request')
    .set({ ...values, version: row.version + 1 })
    .where('county_code', '=', row.county_code)
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .returningAll()
    .executeTakeFirst();
  if (!changed) throw staleVersion();
  return changed;
}

async function note(
  tx: Tx,
  actor: Actor,
  { action, row, reason }: { action: string; row: ExportRecord; reason?: string },
): Promise<void> {
  await recordAudit(tx, actor, {
    action,
    areaCode: row.area_code,
    objectKey: `export:${publicId(row)}`,
    ...(reason ? { reason } : {}),
    detail: {
      no: row.request_no,
      kind: row.kind,
      format: row.format,
      rows: row.rows_made ?? row.rows_asked,
      downloads: row.downloads,
    },
  });
}
