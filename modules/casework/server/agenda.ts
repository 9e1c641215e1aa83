import { inArea } from '@shouwang/modules/areas/server/door.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { daysBetween } from '@shouwang/platform/clock/days.ts';
import { publicId } from '@shouwang/platform/db/id.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import { sql } from 'kysely';
import type { PolicyPack } from '../../policy/contract.ts';
import { numberParameter, ratioParameter } from '../../policy/rules.ts';
import { type FoundNotice, listHanging } from '../../publicity/server/door.ts';
import { type KnownHousehold, listHouseholdHeads } from '../../registry/server/door.ts';
import type { Agenda, AgendaCase, AgendaNotice, AgendaVillage } from '../contract.sessions.ts';
import type { ActCode, CaseState } from '../contract.ts';
import type { RecordData, RecordStep } from '../picture.ts';
import { findUsual } from './agenda.usual.ts';
import { masked, postedName } from './notice-names.ts';
import { shareWords } from './papers.source.ts';
import { groupName, placeNames } from './places.ts';
import { packsOf } from './queries.ts';
import type { CaseRowInDb } from './rows.ts';

/** Acts that a village does for many households at once. */
const KINDS = [
  'recordMeeting',
  'postNotice',
  'endNotice',
  'submitToTown',
  'announceResult',
] as const satisfies ActCode[];
type Kind = (typeof KINDS)[number];
const VILLAGE_DIGITS = 12;
/** Cases of one village that a page can show; the oldest steps come first. */
const MOST = 500;

/** What waits for a meeting, a notice, its end, the report or the announcement: in a village case by case, above it how much in which village. */
export async function readAgenda(tx: Tx, area: string): Promise<Agenda> {
  const today = clock.today();
  if (area.length < VILLAGE_DIGITS) return { today, villages: await countVillages(tx, area), village: null };
  const { village: name } = await placeNames(tx, area);
  const waiting = await readWaiting(tx, area, today);
  const of = (kind: Kind) => waiting.filter((one) => one.kind === kind);
  const running = (await listHanging(tx, area)).map((notice) => hanging(notice, of('endNotice'), today));
  return {
    today,
    villages: [],
    village: {
      areaCode: area,
      name,
      meeting: of('recordMeeting').map(({ view }) => view),
      notice: of('postNotice').map(({ view }) => view),
      running,
      report: of('submitToTown').map(({ view }) => view),
      announcement: of('announceResult').map(({ view }) => view),
      usual: await findUsual(tx, area),
    },
  };
}

interface Waiting {
  kind: Kind;
  noticeId: string | null;
  view: AgendaCase;
}

type Live = { [S in RecordStep]?: RecordData[S] };
type QueuedCase = CaseRowInDb & { kind: string; due_on: string | null };

async function readWaiting(tx: Tx, village: string, today: string): Promise<Waiting[]> {
  const rows: QueuedCase[] = await tx
    .selectFrom('casework.task as t')
    .innerJoin('casework.identification as i', (join) =>
      join.onRef('i.county_code', '=', 't.county_code').onRef('i.id', '=', 't.case_id'),
    )
    .selectAll('i')
    .select(['t.kind', 't.due_on'])
    .where('t.closed_at', 'is', null)
    .where(inArea('t', village))
    .where('t.kind', 'in', KINDS)
    .orderBy('t.due_on')
    .orderBy('i.case_no')
    .limit(MOST)
    .execute();
  const [first] = rows;
  if (!first) return [];
  const records = await readRecords(tx, first.county_code, rows);
  const packs = await packsOf(
    tx,
    rows.map((row) => row.pack_id),
  );
  const homes = await listHouseholdHeads(tx, {
    countyCode: first.county_code,
    ids: rows.map((row) => row.household_id),
  });
  return rows.flatMap((row) => {
    const pack = packs.get(row.pack_id);
    const home = homes.get(row.household_id);
    const seen = records.get(row.id) ?? { live: {}, relatives: [] };
    if (!pack || !home) return [];
    const notice = seen.live.PUBLICISED;
    return [
      {
        kind: row.kind as Kind,
        noticeId: notice?.noticeId ?? null,
        view: caseView(row, { pack, home, seen, today }),
      },
    ];
  });
}

interface Seen {
  live: Live;
  relatives: { name: string; relation: string }[];
}

/** The records in force that the agenda rests on, by case. */
async function readRecords(tx: Tx, countyCode: string, rows: readonly CaseRowInDb[]): Promise<Map<string, Seen>> {
  const found = await tx
    .selectFrom('casework.step_record')
    .select(['case_id', 'step', 'data'])
    .where('county_code', '=', countyCode)
    .where(
      'case_id',
      'in',
      rows.map((row) => row.id),
    )
    .where('step', 'in', ['EVALUATED', 'PUBLICISED', 'COUNTY_REVIEW', 'RECUSAL'])
    .where('superseded', '=', false)
    .orderBy('recorded_at')
    .execute();
  const byCase = new Map<string, Seen>();
  for (const { case_id, step, data } of found) {
    const seen = byCase.get(case_id) ?? { live: {}, relatives: [] };
    byCase.set(case_id, seen);
    if (step === 'RECUSAL') {
      const recusal = data as unknown as RecordData['RECUSAL'];
      if (recusal.state !== 'withdrawn') seen.relatives.push({ name: recusal.name, relation: recusal.relation });
    } else seen.live = { ...seen.live, [step]: data };
  }
  return byCase;
}

interface Around {
  pack: PolicyPack;
  home: Pick<KnownHousehold, 'groupNo' | 'householdType' | 'registeredCount'>;
  seen: Seen;
  today: string;
}

function caseView(row: QueuedCase, { pack, home, seen, today }: Around): AgendaCase {
  const { live } = seen;
  const categories = Object.entries(pack.categories)
    .filter(([, one]) => one.householdType === undefined || one.householdType === home.householdType)
    .map(([code, { label }]) => ({ code, label }));
  const { parts, of } = ratioParameter(pack, 'meeting.quorumRatio');
  return {
    id: publicId(row),
    version: row.version,
    caseNo: row.case_no,
    headName: row.head_name,
    displayName: masked({ pack }) ? postedName({ pack }, row.head_name) : row.head_name,
    group: home.groupNo === null ? null : groupName(home.groupNo),
    size: home.registeredCount,
    level: row.level,
    state: row.state as CaseState,
    dueOn: row.due_on,
    daysLeft: row.due_on === null ? null : daysBetween(today, row.due_on),
    notYet: notYet(row.kind as Kind, live, today),
    categories,
    category: live.COUNTY_REVIEW?.category ?? live.EVALUATED?.category ?? categories.at(-1)?.code ?? '',
    quorum: { parts, of, words: shareWords(pack, 'meeting.quorumRatio') },
    minDays: numberParameter(pack, 'publicity.minDays'),
    relatives: seen.relatives,
  };
}

/** Why a case that waits cannot be done today; null when it can. */
function notYet(kind: Kind, { PUBLICISED: notice }: Live, today: string): string | null {
  if (!notice) return null;
  if (kind === 'endNotice' && today < notice.to) return `公示到 ${notice.to} 期满，当天起可以登记`;
  if (kind === 'submitToTown' && today <= notice.to) return `公示最后一天是 ${notice.to}，次日起可以报镇`;
  return null;
}

/** A notice that hangs, with those of its cases that wait for its end. */
function hanging(notice: FoundNotice, waiting: readonly Waiting[], today: string): AgendaNotice {
  const { id, noticeNo, place, from, to, state, endPhotoId, entries } = notice;
  const cases = waiting.filter(({ noticeId }) => noticeId === id).map(({ view }) => view);
  return {
    id: publicId({ county_code: notice.areaCode.slice(0, 6), id }),
    noticeNo,
    place,
    from,
    to,
    state,
    daysLeft: daysBetween(today, to),
    mayEnd: today >= to && cases.length > 0,
    endPhotoId,
    entries,
    cases,
  };
}

/** How much waits in each village of a town or county, in the order of the codes. */
async function countVillages(tx: Tx, area: string): Promise<AgendaVillage[]> {
  const rows = await tx
    .selectFrom('casework.task as t')
    .leftJoin('areas.area as v', 'v.code', 't.area_code')
    .select(['t.area_code', 'v.short_name', 't.kind', sql<number>`count(*)::int`.as('count')])
    .where('t.closed_at', 'is', null)
    .where(inArea('t', area))
    .where('t.kind', 'in', KINDS)
    .groupBy(['t.area_code', 'v.short_name', 't.kind'])
    .orderBy('t.area_code')
    .execute();
  const villages = new Map<string, AgendaVillage>();
  for (const row of rows) {
    const none = { meeting: 0, notice: 0, running: 0, report: 0, announcement: 0 };
    const village = villages.get(row.area_code) ?? {
      areaCode: row.area_code,
      name: row.short_name ?? row.area_code,
      ...none,
    };
    village[COUNTED[row.kind as Kind]] += row.count;
    villages.set(row.area_code, village);
  }
  return [...villages.values()];
}

const COUNTED = {
  recordMeeting: 'meeting',
  postNotice: 'notice',
  endNotice: 'running',
  submitToTown: 'report',
  announceResult: 'announcement',
} as const satisfies Record<Kind, string>;
