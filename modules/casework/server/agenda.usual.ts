import type { Tx } from '@shouwang/platform/db/scope.ts';
import { listNotices } from '../../publicity/server/door.ts';
import type { AgendaUsual } from '../contract.sessions.ts';
import type { MeetingData } from '../contract.ts';

const NEVER: AgendaUsual = {
  place: null,
  chair: null,
  recorder: null,
  expected: null,
  groups: [],
  noticePlace: null,
  phone: null,
};

/** What a village used last time: place, chair and groups of its last meeting (without numbers), place and telephone of its last notice. */
export async function findUsual(tx: Tx, village: string): Promise<AgendaUsual> {
  const last = await tx
    .selectFrom('casework.step_record')
    .select('data')
    .where('county_code', '=', village.slice(0, 6))
    .where('area_code', '=', village)
    .where('step', '=', 'EVALUATED')
    .orderBy('recorded_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const meeting = last?.data as unknown as MeetingData | undefined;
  const [notice] = await listNotices(tx, village, 1);
  return {
    ...NEVER,
    ...(meeting
      ? {
          place: meeting.place,
          chair: meeting.chair,
          recorder: meeting.recorder,
          expected: meeting.expected,
          groups: meeting.groups.map(({ role }) => ({ role, count: 0 })),
        }
      : {}),
    ...(notice ? { noticePlace: notice.place, phone: notice.objectionPhone } : {}),
  };
}
