import type { PolicyPack } from '../policy/contract.ts';
import type { ActCode, ActInput, Finding } from './contract.ts';
import { firstSnapshot } from './machine.ts';
import type { CaseDocument, CasePicture, Doer, Given } from './picture.ts';

/** Somebody of an office: `anOfficer('TOWN_REVIEWER', 3)`; the number makes a different person. */
export function anOfficer(role: string, number = 1, departmentCode: string | null = null): Doer {
  return {
    accountId: `0190000a-0000-7000-8000-${String(number).padStart(12, '0')}`,
    name: `经办${number}`,
    role,
    departmentCode,
  };
}

/** The people of a case who keep to their own work. */
export const PEOPLE = {
  window: anOfficer('TOWN_WINDOW', 1),
  secretary: anOfficer('FIRST_SECRETARY', 2),
  cadre: anOfficer('VILLAGE_CADRE', 3),
  clerk: anOfficer('VILLAGE_CLERK', 4),
  judge: anOfficer('TOWN_WINDOW', 5),
  reviewer: anOfficer('TOWN_REVIEWER', 6),
  approver: anOfficer('COUNTY_APPROVER', 7),
  department: anOfficer('COUNTY_DEPT', 8, 'GA'),
  team: anOfficer('TOWN_TEAM', 9),
  /** Others of the same offices, who answer objections against what the first ones judged. */
  reviewer2: anOfficer('TOWN_REVIEWER', 10),
  approver2: anOfficer('COUNTY_APPROVER', 11),
} as const;

const uuid = (group: string, number: number) => `0190000${group}-0000-7000-8000-${String(number).padStart(12, '0')}`;
/** Ids of members (1-2 adults, 3 a child) of the case that `aCase` pictures. */
export const MEMBER_IDS = [uuid('b', 1), uuid('b', 2), uuid('b', 3)] as const;

/** What the sample inputs name: one photograph or scan for each place. */
export const PAPER_PLACES = {
  visit: { kind: 'photo', step: 'VERIFYING' },
  consent: { kind: 'scan', step: 'CONSENTED' },
  meeting: { kind: 'photo', step: 'EVALUATED' },
  start: { kind: 'photo', step: 'PUBLICISED' },
  end: { kind: 'photo', step: 'PUBLICISED' },
  announcement: { kind: 'photo', step: 'ANNOUNCED' },
  leave: { kind: 'scan', step: 'CONSENTED' },
  revocation: { kind: 'scan', step: 'CONSENTED' },
  followUp: { kind: 'scan', step: 'FOLLOW_UP' },
  death: { kind: 'scan', step: 'VERIFYING' },
} as const;
export type PaperPlace = keyof typeof PAPER_PLACES;
export type PaperIds = Readonly<Record<PaperPlace, string>>;
const PLACES = Object.keys(PAPER_PLACES) as PaperPlace[];

/** Ids of a set of photographs and scans; another number makes other ids and other content. */
export const paperIds = (set = 0): PaperIds =>
  Object.fromEntries(PLACES.map((place, index) => [place, uuid('c', set * 10 + index + 1)])) as PaperIds;

/** The set of documents with those ids, taken on a day; so late, unless told, that they are new for every act. */
export const aDocuments = (set = 0, on = '2999-12-31'): CaseDocument[] =>
  PLACES.map((place) => ({ id: paperIds(set)[place], ...PAPER_PLACES[place], on, hash: `${place}-${set}` }));

/** A case as it begins on a day, under a pack. */
export function aCase(pack: PolicyPack, startedOn: string, changes: Partial<CasePicture> = {}): CasePicture {
  return {
    snapshot: firstSnapshot(),
    pack,
    clock: { startedOn, stepStartedOn: startedOn, stepDueOn: null, pausedOn: null, pausedDays: 0, stepRuns: false },
    pauseReason: null,
    returns: {},
    records: [],
    past: [],
    household: {
      active: true,
      monitored: false,
      memberNames: ['曾木生', '邓英', '曾小雨'],
      type: '2',
      size: 3,
      sharing: 3,
      memberIds: [...MEMBER_IDS],
      adultIds: MEMBER_IDS.slice(0, 2),
      quality: { errors: [], exempted: [] },
    },
    lot: 0.99,
    revokedConsents: [],
    documents: aDocuments(),
    ...changes,
  };
}

/** Posts of the people of a case in its village and its town. */
const POSTS = Object.values(PEOPLE)
  .filter((one) => !one.role.startsWith('COUNTY'))
  .map(({ accountId, name, role }) => ({ accountId, name, role }));

/** What the server would add to an act. */
export function aGiven(number: number, changes: Partial<Given> = {}): Given {
  return { newId: uuid('d', number), findings: [aFinding()], displayName: '曾*生', posts: POSTS, ...changes };
}

/** A vehicle that the police have on record, not yet judged. */
export function aFinding(changes: Partial<Finding> = {}): Finding {
  return {
    key: `1:${MEMBER_IDS[0]}`,
    scope: '1',
    departmentCode: 'GA',
    memberId: MEMBER_IDS[0],
    memberName: '曾木生',
    found: true,
    receipt: '小型货车 1 辆，购置价 38,000 元',
    dataDate: '2026-11-01',
    exclusionItem: 'N2',
    reused: false,
    answeredBy: null,
    verdict: null,
    reason: '',
    judgedBy: null,
    judgedByName: '',
    ...changes,
  };
}

const somebody = (who: Doer) => ({ accountId: who.accountId, name: who.name, unit: '测试单位' });

/** A complete and right input of each act; tests change what they are about. */
export function inputs(ids: { papers?: PaperIds; members?: readonly string[]; today?: string } = {}): {
  [A in ActCode]: ActInput<A>;
} {
  const { papers = paperIds(), members = MEMBER_IDS, today = '2026-11-11' } = ids;
  const adults = members.slice(0, 2);
  const team = [somebody(PEOPLE.window), somebody(PEOPLE.secretary), somebody(PEOPLE.cadre)];
  return {
    dispatchVerification: { plannedOn: today, team, note: '' },
    claimVerification: { plannedOn: today, team },
    recordVerification: {
      startedAt: `${today}T01:05:00.000Z`,
      endedAt: `${today}T02:40:00.000Z`,
      place: '家中，与住址相符',
      team,
      income: {
        from: '202511',
        to: '202610',
        lines: [
          {
            category: '1',
            name: '零工收入',
            amountFen: 2_400_000,
            source: '农户台账',
            basis: '自报',
            asOf: '2026-10-31',
          },
        ],
      },
      selfPaid: [{ name: '医疗自付（报销救助后）', amountFen: 4_680_000, note: '' }],
      guarantees: [
        { code: 'education', secure: true, finding: '1人在读' },
        { code: 'medical', secure: true, finding: '均参保' },
        { code: 'housing', secure: true, finding: 'B级' },
        { code: 'water', secure: true, finding: '集中供水' },
      ],
      risks: [{ riskType: '5', finding: '户主受伤，半年内不能务工' }],
      assets: [],
      coping: 'partly',
      conclusion: 'P1.V1',
      reason: '户主意外受伤，主要劳动力半年内不能务工，情况属实。',
      householdSays: '',
      departmentCode: null,
      signing: { mode: 'signature', proxy: '' },
      photoIds: [papers.visit],
      healthNote: '',
    },
    confirmVerification: { agree: true, opinion: '同意核实结论', faults: null },
    closeFollowUp: { done: '已补办参保', documentIds: [papers.followUp] },
    recordConsent: {
      coveredMembers: [...adults],
      scopes: ['1', '3', '9'],
      signedOn: today,
      mode: 'paper',
      proxyName: null,
      proxyRelation: null,
      applicationReason: '户主受伤，申请纳入监测',
      documentIds: [papers.consent],
    },
    sendComparison: { scopes: ['1', '3', '9'], anew: [] },
    answerComparison: {
      key: aFinding().key,
      found: true,
      receipt: '小型货车 1 辆',
      dataDate: today,
      exclusionItem: 'N2',
    },
    judgeFinding: { key: aFinding().key, verdict: 'P1.C4', reason: '事故中损毁，已注销' },
    completeComparison: { conclusion: '负面清单一项，属合理例外' },
    proposeRejection: { reason: '名下车辆属实，没有例外' },
    decideProposedRejection: { agree: true, opinion: '同意不予纳入' },
    recordMeeting: {
      heldAt: `${today}T11:30:00.000Z`,
      place: '村委会二楼',
      chair: '黄志敏',
      recorder: PEOPLE.cadre.name,
      expected: 36,
      groups: [
        { role: '村民代表', count: 25 },
        { role: '村两委干部', count: 6 },
      ],
      participants: [somebody(PEOPLE.cadre)],
      recused: ['曾东生'],
      votesFor: 28,
      votesAgainst: 0,
      abstentions: 2,
      category: '2',
      opinion: '情况属实，同意纳入',
      photoIds: [papers.meeting],
    },
    reviewMeetingRefusal: { outcome: 'confirm', opinion: '复核属实' },
    postNotice: { place: '村委会公示栏', objectionPhone: '0751-2876543', days: 5, startPhotoId: papers.start },
    endNotice: { endPhotoId: papers.end },
    withdrawNotice: { reason: '人口数写错' },
    raiseObjection: { channel: 'box', content: '这户在镇上有铺面', raisedBy: null },
    resolveObjection: {
      objectionId: uuid('d', 0),
      team: [somebody(anOfficer('TOWN_TEAM', 21)), somebody(anOfficer('TOWN_TEAM', 22))],
      result: 'P1.O2',
      reply: '铺面为他人所有',
      returnTo: null,
    },
    submitToTown: { opinion: '公示期满，材料齐全，报镇审核' },
    reviewAtTown: { outcome: 'agree', opinion: '已到户抽查，情况属实', spotCheck: '11月17日到户' },
    returnForCorrection: { step: 'EVALUATED', faults: ['会议照片不清'], opinion: '请补会议照片' },
    decideAtCounty: { outcome: 'approve', opinion: '同意纳入', category: '2', risks: ['5', '8'], lateReason: '' },
    announceResult: { place: '村委会公示栏', phone: '0751-2876543', photoId: papers.announcement },
    registerCase: { contactName: '刘晓东', contactPhone: '0751-2876543', nationalNo: null },
    suspendCase: { reason: 'away', note: '全家外出务工，月底返回' },
    resumeCase: { note: '农户已返回' },
    revokeConsent: { mode: 'signed', documentId: papers.revocation, reason: '家里商量后不再授权查询' },
    withdrawCase: { mode: 'signed', documentId: papers.leave, reason: '困难已过，自愿撤回' },
    recordRecheck: { visitedOn: today, outcome: 'stable', finding: '户主已能务工，收入稳定' },
    endByDeath: {
      diedOn: today,
      proof: 'certificate',
      documentIds: [papers.death],
      note: '户主因病去世，家中没有其他人',
    },
    raiseLateObjection: { channel: 'visit', content: '这户在县城有商品房', raisedBy: null },
    reviewLateObjection: {
      team: [somebody(anOfficer('TOWN_TEAM', 21)), somebody(anOfficer('TOWN_TEAM', 22))],
      founded: true,
      finding: '商品房属实，识别时没有申报',
    },
    decideLateObjection: { founded: true, opinion: '识别有误，按识别错误退出' },
    setGreenChannel: { reason: '急需垫付医疗费' },
    declareRecusal: { accountId: PEOPLE.reviewer.accountId, name: PEOPLE.reviewer.name, relation: '户主之弟' },
    confirmRecusal: { recusalId: uuid('d', 0), note: '' },
    withdrawRecusal: { recusalId: uuid('d', 0), reason: '同名，不是同一人' },
  };
}
