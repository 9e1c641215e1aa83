import { crc32, deflateSync } from 'node:zlib';
import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { addMonths } from '@shouwang/platform/clock/days.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { type Actor, systemActor, type Tx, withBulkLoad, withScope } from '@shouwang/platform/db/scope.ts';
import { anActor } from '@shouwang/platform/testing/database.ts';
import { attachDocument, keepUpload } from '../../evidence/server/door.ts';
import { loadPacks } from '../../policy/server/door.ts';
import type { ActCode, ActDone, ActInput } from '../contract.ts';
import { inputs, PAPER_PLACES, type PaperPlace, PEOPLE, paperIds } from '../fixtures.ts';
import type { Doer } from '../picture.ts';
import { openCase } from './commands.open.ts';
import type { OfficeAct } from './consequences.ts';
import { COMMANDS } from './routes.acts.ts';

export const COUNTY = '440229';
export const VILLAGE = '440229109201';
export const OTHER_TOWN = '440229106';

/** Tests only: divisions and policy packs. */
export async function layFoundation(): Promise<void> {
  await loadDivisions();
  await loadPacks();
}

const AREA_DIGITS: Readonly<Record<string, number>> = {
  VILLAGE_CADRE: 12,
  VILLAGE_CLERK: 12,
  FIRST_SECRETARY: 12,
  TOWN_REVIEWER: 9,
  TOWN_WINDOW: 9,
  TOWN_TEAM: 9,
  COUNTY_APPROVER: 6,
  COUNTY_DEPT: 6,
  COUNTY_LEAD: 6,
};

/** Tests only: the actor of a person of the scenario, in the area where such a role sits. */
export function actorOf(who: Doer, village = VILLAGE): Actor {
  return anActor({
    accountId: who.accountId,
    name: who.name,
    role: who.role,
    departmentCode: who.departmentCode,
    areaCode: village.slice(0, AREA_DIGITS[who.role] ?? 6),
  });
}

/** Tests only: a household of three in a village, with an income of the last year, straight into the tables. */
export async function aHouseholdRow(
  village = VILLAGE,
  headName = '曾木生',
): Promise<{ id: string; members: string[] }> {
  const id = newId();
  const members = [newId(), newId(), newId()];
  const month = addMonths(clock.today().slice(0, 4) + clock.today().slice(5, 7), -2);
  const day = `${month.slice(0, 4)}-${month.slice(4)}-15`;
  await withBulkLoad('test household', async (client) => {
    await client.query(
      `insert into registry.household (county_code, id, area_code, household_no, group_no, head_member_id, head_name, head_pinyin, household_type, registered_count, resident_count, sharing_count,
         monitoring_state, house_grade, safe_water, qr_token, status, version, sync_pos, changed_at)
       values ($1, $2, $3, $4, '第二组', $5, $6, 'zengmusheng', '2', 3, 3, 3, 'NOT_COVERED', 'B', true, $4, 'active', 1, 1, now())`,
      [COUNTY, id, village, `WY-${id.slice(-8)}`, members[0], headName],
    );
    const people = [
      [headName, '1', '1', '1974-03-07'],
      ['邓英', '2', '2', '1977-05-01'],
      ['曾小雨', '4', '2', '2014-09-01'],
    ];
    for (const [index, [name, relation, gender, born]] of people.entries()) {
      await client.query(
        `insert into registry.member (county_code, id, area_code, household_id, member_no, name, name_pinyin, gender, id_type, id_number_mask, person_key, birth_date, relation, ethnicity, is_resident, shares_income, medical_insured, member_status, version, changed_at)
         values ($1, $2, $3, $4, $5, $6, 'x', $7, '1', '440229********001X', $10, $8, $9, '01', true, true, true, 'current', 1, now())`,
        [COUNTY, members[index], village, id, String(index + 1), name, gender, born, relation, newId()],
      );
    }
    await client.query(
      `insert into registry.income_item (county_code, id, area_code, household_id, item_code, direction, amount_fen, occurred_from, occurred_to, source, is_one_off, purpose_bound, recorded_month, recorded_at)
       values ($1, $2, $3, $4, '1002', 'in', 2400000, $5, $5, 'declared', false, false, $6, now())`,
      [COUNTY, newId(), village, id, day, month],
    );
  });
  return { id, members };
}

/** Tests only: a dispatched work sheet and its case, with one photograph in its file. */
export async function aRunningCase(village = VILLAGE, headName = '曾木生'): Promise<Scenario> {
  const household = await aHouseholdRow(village, headName);
  const sheetId = newId();
  const today = clock.today();
  await withBulkLoad('test dispatch', (client) =>
    client.query(
      `insert into warning.dispatch (county_code, id, area_code, dispatch_no, household_id, head_name, level, channel, reasons, rule_codes, risk_types, state, received_on, due_on, created_at, version)
       values ($1, $2, $3, $4, $5, $6, 2, '31', '[{"code":"MED-1","label":"住院","say":"这户今年必要的开支超过了提醒门槛。","level":2,"department":"YB"}]', '{MED-1}', '{1}', 'DISPATCHED', $7, $7, now(), 1)`,
      [COUNTY, sheetId, village, `PD-${sheetId.slice(-12)}`, household.id, headName, today],
    ),
  );
  const system = systemActor(COUNTY, '测试');
  const opened = await withScope(system, (tx) =>
    openCase(tx, system, {
      id: sheetId,
      countyCode: COUNTY,
      areaCode: village,
      householdId: household.id,
      headName,
      level: 2,
      riskTypes: ['1'],
      channel: '31',
      reasons: [{ say: '这户今年必要的开支超过了提醒门槛。' }],
    }),
  );
  return new Scenario({ caseId: opened.id.slice(7), sheetId, household, village, version: opened.version });
}

interface ScenarioFacts {
  caseId: string;
  sheetId: string;
  household: { id: string; members: string[] };
  village: string;
  version: number;
}

/** What must be uploaded before an act. */
const PLACES_OF: Readonly<Partial<Record<ActCode, readonly PaperPlace[]>>> = {
  recordVerification: ['visit'],
  recordConsent: ['consent'],
  recordMeeting: ['meeting'],
  postNotice: ['start'],
  endNotice: ['end'],
  announceResult: ['announcement'],
  withdrawCase: ['leave'],
  revokeConsent: ['revocation'],
};

/** Tests only: a case that people act on, day by day, in the words of the office. */
export class Scenario {
  readonly facts: ScenarioFacts;
  papers = paperIds();
  /** Number of pictures taken so far: each has its own content. */
  private taken = 0;
  version: number;

  constructor(facts: ScenarioFacts) {
    this.facts = facts;
    this.version = facts.version;
  }

  get at(): { countyCode: string; id: string } {
    return { countyCode: COUNTY, id: this.facts.caseId };
  }

  get publicId(): string {
    return `${COUNTY}:${this.facts.caseId}`;
  }

  /** Files a new photograph or scan with this case, for one place of the sample inputs. */
  async photograph(place: PaperPlace): Promise<string> {
    const actor = actorOf(PEOPLE.cadre, this.facts.village);
    this.taken += 1;
    const file = await keepUpload(aPng(this.taken));
    const subject = {
      countyCode: COUNTY,
      areaCode: this.facts.village,
      householdId: this.facts.household.id,
      type: 'case',
      id: this.facts.caseId,
    };
    const paper = { subject, ...PAPER_PLACES[place], type: '110', title: '现场照片', file, checkCode: null };
    const id = await withScope(actor, (tx) => attachDocument(tx, actor, paper));
    this.papers = { ...this.papers, [place]: id };
    return id;
  }

  /** A complete input of an act for this household, on this day. */
  input<A extends ActCode>(act: A): ActInput<A> {
    const today = clock.today();
    const sample = inputs({ papers: this.papers, members: this.facts.household.members, today })[act];
    if (act !== 'recordVerification') return sample;
    const month = today.slice(0, 4) + today.slice(5, 7);
    const visit = sample as ActInput<'recordVerification'>;
    const lines = visit.income.lines.map((line) => ({ ...line, asOf: today }));
    return { ...visit, income: { lines, from: addMonths(month, -12), to: addMonths(month, -1) } } as ActInput<A>;
  }

  /** Somebody does an act; what is not said is complete and right. A refusal is thrown. */
  async does<A extends ActCode>(who: Doer, act: A, change: Partial<ActInput<A>> = {}): Promise<ActDone> {
    const actor = actorOf(who, this.facts.village);
    for (const place of PLACES_OF[act] ?? []) await this.photograph(place);
    const command = COMMANDS[act] as (tx: Tx, actor: Actor, wanted: OfficeAct<A>) => Promise<ActDone>;
    const done = await withScope(actor, (tx) =>
      command(tx, actor, { caseId: this.at, version: this.version, input: { ...this.input(act), ...change } }),
    );
    this.version = done.version;
    return done;
  }
}

/** Tests only: a grey picture of eight by eight dots, another grey for another number. */
export function aPng(grey = 128): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const size = Buffer.alloc(4);
    size.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([size, body, sum]);
  };
  const head = Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 0, 0, 0, 0]);
  const dots = deflateSync(
    Buffer.concat(Array.from({ length: 8 }, () => Buffer.concat([Buffer.from([0]), Buffer.alloc(8, grey)]))),
  );
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', dots),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
