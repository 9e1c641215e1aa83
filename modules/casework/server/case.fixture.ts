import { crc32, deflateSync } from 'node:zlib';
import { pathOf } from '@shouwang/modules/areas/rules.ts';
import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { addMonths } from '@shouwang/platform/clock/days.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { type Actor, systemActor, type Tx, withBulkLoad, withScope } from '@shouwang/platform/db/scope.ts';
import { anActor } from '@shouwang/platform/testing/database.ts';
import { attachDocument, keepUpload } from '../../evidence/server/door.ts';
import { loadPacks } from '../../policy/server/door.ts';
import { phoneColumns } from '../../registry/server/door.ts';
import type { ActCode, ActDone, ActInput } from '../contract.ts';
import { inputs, PAPER_PLACES, type PaperPlace, PEOPLE, paperIds } from '../fixtures.ts';
import type { Doer } from '../picture.ts';
import { openCase } from './commands.open.ts';
import type { OfficeAct } from './consequences.ts';
import { COMMANDS } from './routes.acts.ts';

export const COUNTY = '440229';
export const VILLAGE = '440229109201';
export const OTHER_TOWN = '440229106';

/** Tests only: divisions, policy packs, and the posts of the people of the scenario in the village and its town. */
export async function layFoundation(): Promise<void> {
  await loadDivisions();
  await loadPacks();
  await employ(Object.values(PEOPLE));
}

/** Tests only: gives people an account and the post of their role, in a village or above it. Whoever is employed already stays as he is. */
export async function employ(people: readonly Doer[], village = VILLAGE): Promise<void> {
  await withBulkLoad('test people', async (client) => {
    for (const { accountId, name, role, departmentCode } of people) {
      await client.query(
        `insert into staff.account (id, login_name, name, status, is_demonstration, area_codes, version, changed_at)
         values ($1::uuid, $1::text, $2, 'ACTIVE', false, $3, 1, now()) on conflict do nothing`,
        [accountId, name, pathOf(village)],
      );
      await client.query(
        `insert into staff.post (id, account_id, role, area_code, department_code, title, valid_from, version, changed_at)
         values ($1, $2, $3, $4, $5, '测试单位', '2020-01-01', 1, now())`,
        [newId(), accountId, role, village.slice(0, AREA_DIGITS[role] ?? 6), departmentCode],
      );
    }
  });
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
    const phone = phoneColumns(id, '15400136621');
    await client.query(
      `insert into registry.household (county_code, id, area_code, household_no, group_no, head_member_id, head_name, head_pinyin, household_type, registered_count, resident_count, sharing_count,
         contact_phone_sealed, contact_phone_mask, contact_phone_key, monitoring_state, house_grade, sole_housing, house_area_m2, safe_water, electricity, has_sanitary_toilet, toilet_usable,
         road_paved, has_network, qr_token, status, version, sync_pos, changed_at)
       values ($1, $2, $3, $4, '第二组', $5, $6, 'zengmusheng', '2', 3, 3, 3, $7, $8, $9, 'NOT_COVERED', 'B', true, 96, true, true, true, true, true, true, $4, 'active', 1, 1, now())`,
      [
        COUNTY,
        id,
        village,
        `WY-${id.slice(-8)}`,
        members[0],
        headName,
        phone.contact_phone_sealed,
        phone.contact_phone_mask,
        phone.contact_phone_key,
      ],
    );
    // Nothing of it breaks a data-quality rule: what a test is about it changes itself.
    const people = [
      [headName, '1', '1', '1974-03-07', '3', null, '1'],
      ['邓英', '2', '2', '1977-05-01', '3', null, '1'],
      ['曾小雨', '4', '2', '2014-08-30', null, '9', '5'],
    ];
    for (const [index, [name, relation, gender, born, education, student, labour]] of people.entries()) {
      await client.query(
        `insert into registry.member (county_code, id, area_code, household_id, member_no, name, name_pinyin, gender, id_type, id_number_mask, person_key, birth_date, relation, ethnicity,
           political_status, education, student_status, health, labour_ability, dibao_status, tekun_status, is_resident, shares_income, medical_insured, pension_insured, member_status, version, changed_at)
         values ($1, $2, $3, $4, $5, $6, 'x', $7, '1', '440229********001X', $10, $8, $9, '01', '13', $11, $12, '{1}', $13, '0', '0', true, true, true, $14, 'current', 1, now())`,
        [
          COUNTY,
          members[index],
          village,
          id,
          String(index + 1),
          name,
          gender,
          born,
          relation,
          newId(),
          education,
          student,
          labour,
          student === null,
        ],
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

/** Tests only: a case that the town has handed to its team, to be claimed next. */
export async function aRunningCase(village = VILLAGE, headName = '曾木生'): Promise<Scenario> {
  const scenario = await aReceivedCase(village, headName);
  await scenario.does(PEOPLE.reviewer, 'dispatchVerification');
  return scenario;
}

/** Tests only: a work sheet as the county has sent it out, and its case, which waits for the town. */
export async function aReceivedCase(village = VILLAGE, headName = '曾木生'): Promise<Scenario> {
  if (village !== VILLAGE) await employ(Object.values(PEOPLE), village);
  const household = await aHouseholdRow(village, headName);
  const sheetId = newId();
  const today = clock.today();
  await withBulkLoad('test dispatch', (client) =>
    client.query(
      `insert into warning.dispatch (county_code, id, area_code, dispatch_no, household_id, head_name, level, channel, reasons, rule_codes, risk_types, state, received_on, due_on, sent_by_name, created_at, version)
       values ($1, $2, $3, $4, $5, $6, 2, '31', '[{"code":"MED-1","label":"住院","say":"这户今年必要的开支超过了提醒门槛。","level":2,"department":"YB"}]', '{MED-1}', '{1}', 'RECEIVED', $7, $7, '县里人', now(), 1)`,
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
  closeFollowUp: ['followUp'],
  endByDeath: ['death'],
};

/** Tests only: a case that people act on, day by day, in the words of the office. */
export class Scenario {
  readonly facts: ScenarioFacts;
  papers = paperIds();
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
    const file = await keepUpload(aNewPng());
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

/** Pictures taken so far in this test file: each has its own content. */
let taken = 0;

/** Tests only: a picture that nobody has taken before. */
export function aNewPng(): Buffer {
  taken += 1;
  return aPng(taken % 256, Math.floor(taken / 256));
}

/** Tests only: a grey picture of eight by eight dots with a lighter or darker left edge, others for other numbers. */
export function aPng(grey = 128, edge = grey): Buffer {
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
    Buffer.concat(Array.from({ length: 8 }, () => Buffer.concat([Buffer.from([0, edge]), Buffer.alloc(7, grey)]))),
  );
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', dots),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
