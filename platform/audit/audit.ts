import { clock } from '../clock/clock.ts';
import { newId } from '../db/id.ts';
import type { Actor, Tx } from '../db/scope.ts';

/** One act or sensitive read, for the record. */
export interface AuditEntry {
  /** The verb: the operationId of what was done. */
  action: string;
  /** Where the object lies; it decides who may read the record. */
  areaCode: string;
  /** What it was done to: `household:440229:0193…`. */
  objectKey: string;
  /** Why, where a reason is asked for. */
  reason?: string;
  /** Codes and counts that explain the act; never names, numbers or other personal data. */
  detail?: Record<string, string | number | boolean | null | string[]>;
}

/** The county a record belongs to; records above the county are kept under its padded code. */
export function countyOf(areaCode: string): string {
  return /^\d{6}/.test(areaCode) ? areaCode.slice(0, 6) : areaCode.replace(/\D/g, '').padEnd(6, '0');
}

/** Writes the record in the transaction of the act: either both happen or neither. */
export async function recordAudit(tx: Tx, actor: Actor, entry: AuditEntry): Promise<void> {
  await tx
    .insertInto('audit.event')
    .values({
      county_code: countyOf(entry.areaCode),
      id: newId(),
      area_code: entry.areaCode,
      at: clock.wall(),
      actor_id: actor.accountId,
      actor_name: actor.name,
      role: actor.role,
      action: entry.action,
      object_key: entry.objectKey,
      reason: entry.reason ?? null,
      detail: entry.detail ? JSON.stringify(entry.detail) : null,
      request_id: actor.requestId ?? null,
    })
    .execute();
}
