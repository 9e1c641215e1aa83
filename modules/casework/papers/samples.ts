/** Tests only: papers of one invented household, an ordinary one and one that is long in every respect. */

import { checkCharacter } from '@shouwang/platform/crypto/id-number.ts';
import { maskIdNumber } from '@shouwang/platform/crypto/mask.ts';
import type { z } from 'zod';
import type { papers } from './index.ts';
import type { Subject } from './schemas.ts';

type Inputs = { [K in keyof typeof papers]: z.input<(typeof papers)[K]['schema']> };
const pick = <T>(list: readonly T[], i: number): T => list[i % list.length] as T;

const FAMILY = [
  ['曾木生', '户主', '男', 52, '长期慢性病', '弱劳动力或半劳动力', '初中', '种植三华李'],
  ['邓英', '配偶', '女', 49, '健康', '普通劳动力', '小学', '镇上零工'],
  ['曾建华', '之子', '男', 24, '患有大病', '丧失劳动力', '高中', ''],
  ['曾小雨', '之女', '女', 15, '健康', '无劳动力', '初三', ''],
  ['赖桂香', '之母', '女', 78, '长期慢性病、残疾', '丧失劳动力', '文盲', ''],
] as const;
const LONG_NAMES = ['阿卜杜热合曼·买买提依明', '古丽巴哈尔·阿不都克里木', '欧阳春梅', '吉克·阿依木'];

function idOf(age: number, i: number): string {
  const body = `440229${2026 - age}0307${String(101 + i * 2)}`;
  return maskIdNumber(body + checkCharacter(body));
}

const family = (count: number) =>
  Array.from({ length: count }, (_, i) => {
    const [name, relation, gender, age, health, labour, schooling, work] = pick(FAMILY, i);
    return {
      name: i < FAMILY.length ? name : pick(LONG_NAMES, i),
      relation: i < FAMILY.length ? relation : '之外孙子',
      gender: i < FAMILY.length ? gender : ('男' as const),
      age,
      idMasked: idOf(age, i),
      health,
      labour,
      schooling,
      work: i < FAMILY.length ? work : '外出务工（佛山顺德）',
      insured: i === 7 ? null : true,
      resident: i !== 6,
    };
  });

const LINES = [
  ['1', '零工收入', 24_000_00, '农户自报', '自报'],
  ['1', '公益性岗位补贴', 6_000_00, '县人社局 RS-04', '核对'],
  ['2', '种植业收入（三华李、甘蔗）', 8_000_00, '村级估算，走访表第6项', '估算'],
  ['3', '土地流转收入', 1_200_00, '流转合同', '核对'],
  ['4', '低保金', 3_600_00, '县民政局 MZ-01', '核对'],
  ['4', '农业补贴', 1_200_00, '县农业农村局', '核对'],
  ['cost', '种植成本', 5_000_00, '农户自报', '自报'],
] as const;

function income(repeat: number, sharing: number) {
  const lines = Array.from({ length: repeat }, () => LINES)
    .flat()
    .map(([category, name, amountFen, source, basis]) => ({
      category,
      name,
      amountFen,
      source,
      basis,
      asOf: '2026-10-31',
    }));
  const netFen = lines.reduce((sum, line) => sum + (line.category === 'cost' ? -line.amountFen : line.amountFen), 0);
  return {
    from: '202511',
    to: '202610',
    lines,
    sharing,
    netFen,
    perCapitaFen: Math.round(netFen / sharing),
    lineFen: 9_600_00,
  };
}

const RECEIPTS = [
  ['不动产', '自然资源局', '无记录', 'P1.C1', ''],
  ['机动车', '公安局', '小型货车1辆，购置价38,000元，2021年登记', 'P1.C4', '货运事故中损毁，11月6日已注销'],
  ['市场主体', '市场监管局', '无记录', 'P1.C1', ''],
  ['财政供养', '财政局', '无记录', 'P1.C1', ''],
  ['住院自付', '医保局', '全年自付46,800元，三重保障和理赔之后', 'P1.C1', ''],
  ['基本医保参保', '医保局', '5人均参保', 'P1.C1', ''],
  ['低保、特困', '民政局', '未享受', 'P1.C3', '该记录属同名不同证'],
  ['大型农机', '农业农村局', '无记录', 'P1.C1', ''],
  ['社保与就业', '人社局', '灵活就业1人', 'P1.C1', ''],
] as const;

const subject = (long: boolean): Subject => ({
  caseNo: 'CASE-2026-0317',
  householdNo: 'WY-0031907',
  headName: long ? '阿卜杜热合曼·买买提依明' : '曾木生',
  area: '翁源县官渡镇新塘村',
  group: long ? '老围水口排第二村民小组' : '第二组',
  householdType: '一般农户',
  size: long ? 12 : 5,
});

const sentence = '该户户主从事货运时遭遇事故受伤，主要劳动力半年内不能务工，家庭基本生活受到影响，经入户核实情况属实。';
const TEAM = [
  { name: '周明远', unit: '官渡镇农办' },
  { name: '刘晓东', unit: '驻镇帮镇扶村工作队' },
  { name: '黄志敏', unit: '新塘村委会' },
];

interface Context {
  long: boolean;
  s: Subject;
  members: ReturnType<typeof family>;
  text: (times: number) => string;
}

const meetingRows = (c: Context) =>
  Array.from({ length: c.long ? 24 : 3 }, (_, i) => ({
    headName: pick(['曾木生', '林木安', ...LONG_NAMES], i),
    group: pick(['第二组', '上屋组', '老围水口排组'], i),
    size: 1 + (i % 6),
    category: '防止返贫致贫对象',
    recused: i % 3 === 1 ? ['曾东生', '曾秀英'] : [],
    votesFor: (i % 3 === 1 ? 29 : 31) - 2,
    votesAgainst: 0,
    abstentions: 2,
    opinion: i % 2 === 0 ? c.text(1) : '',
    result: 'P1.M1' as const,
  }));

const builders: { [K in keyof Inputs]: (c: Context) => Inputs[K] } = {
  dispatch: (c) => ({
    subject: c.s,
    channel: '行业部门月度推送',
    urgency: '橙（较高）',
    receivedOn: '2026-11-10',
    matter: c.text(6),
    sent: { name: '罗建平', office: '翁源县防返贫监测主管部门', at: '2026-11-10 09:35' },
    opened: { name: '线索转办', office: '', at: '2026-11-10 09:40' },
    assigned: { name: '李文斌', office: '官渡镇人民政府', at: '2026-11-10 09:55' },
    note: c.long ? '先电话联系，户主白天在镇上做工' : '',
    claimed: { name: '周明远', office: '官渡镇农办', at: '2026-11-10 10:15' },
    team: TEAM,
    plannedOn: c.long ? '2026-11-12' : null,
    visitBy: '2026-11-13',
    minPersons: 2,
    greenChannel: c.long ? '事故后医疗费急需垫付，先申请临时救助' : null,
    greenChannelDays: 30,
    office: '官渡镇一门受理窗口',
    complaintPhone: '12317',
  }),
  verification: (c) => ({
    subject: c.s,
    startedAt: '2026-11-11 09:05',
    endedAt: '2026-11-11 10:40',
    place: '家中，与住址相符',
    team: TEAM,
    members: c.members,
    income: income(c.long ? 5 : 1, c.long ? 11 : 4),
    selfPaid: [
      { name: '医疗自付（报销救助后）', amountFen: 46_800_00, note: '三重保障和理赔之后，医保局结算数据' },
      { name: '教育自付（资助后）', amountFen: 2_300_00, note: '' },
    ],
    guarantees: [
      { name: '义务教育', secure: true, finding: '1人在读初三，无辍学' },
      { name: '基本医疗', secure: true, finding: '5人均参保' },
      { name: '住房安全', secure: !c.long, finding: c.long ? c.text(2) : 'B级，2019年改造' },
      { name: '饮水安全', secure: c.long ? null : true, finding: c.long ? '水质未检' : '集中供水，全年停水6天' },
    ],
    risks: [
      { name: '因意外事故', finding: c.text(2) },
      { name: '缺劳动力', finding: '主要劳动力半年内不能务工' },
    ],
    assets: [
      { code: 'N2', name: '机动车（价值超过3万元）', finding: '小型货车1辆', exception: '事故中损毁，11月6日已注销' },
    ],
    coping: 'partly',
    result: 'P1.V1',
    reason: c.text(5),
    householdSays: '',
    signing: { mode: c.long ? 'proxy' : 'fingerprint', proxy: c.long ? '曾东生（村民小组长）' : '' },
  }),
  consent: (c) => ({
    subject: c.s,
    consentNo: 'SQ-2026-0317',
    applicant: c.s.headName,
    reason: c.text(3),
    adults: c.members
      .filter(({ age }) => age >= 18)
      .map(({ name, relation, idMasked }) => ({ name, relation, idMasked })),
    represented: ['曾小雨'],
    scopes: ['1', '2', '3', '4', '5', '7', '8', '9', '11'],
    validMonths: 12,
    signed: {
      from: '2026-11-11',
      to: '2027-11-10',
      mode: 'fingerprint',
      proxy: c.long ? { name: '曾东生', relation: '村民小组长' } : null,
    },
    informedText: '2026-03',
    revokeAt: '村委会或镇一门受理窗口',
    phone: '0751-2876543',
  }),
  comparison: (c) => ({
    subject: c.s,
    requestNo: 'BD-2026-0317',
    consentNo: 'SQ-2026-0317',
    consentValidTo: '2027-11-10',
    sentOn: '2026-11-11',
    dueOn: '2026-11-16',
    rows: Array.from({ length: c.long ? 36 : 9 }, (_, i) => {
      const [scope, department, receipt, result, reason] = pick(RECEIPTS, i);
      return {
        scope,
        department,
        member: c.long ? pick(LONG_NAMES, i) : '曾木生',
        receipt,
        dataDate: '2026-11-11',
        reusedFrom: i > 6 ? '2026-10-08' : null,
        result,
        reason,
      };
    }),
    conclusion: c.text(4),
    judges: ['何志强'],
    concluded: { name: '何志强', office: '官渡镇人民政府', at: '2026-11-12 16:20' },
  }),
  minutes: (c) => ({
    meetingNo: 'PY-2026-011-XT',
    village: '翁源县官渡镇新塘村',
    heldAt: '2026-11-12 19:30',
    place: '村委会二楼会议室',
    chair: '黄志敏',
    recorder: '邓丽华',
    expected: 36,
    present: 31,
    quorum: '2/3',
    groups: [
      { role: '村民代表', count: 22 },
      { role: '村两委干部', count: 5 },
      { role: '第一书记', count: 1 },
      { role: '工作队', count: 3 },
    ],
    topic: '纳入防返贫监测评议',
    explained: c.text(6),
    households: meetingRows(c),
    next: '按程序在村内公示，不少于5天。',
  }),
  signIn: (c) => ({
    meetingNo: 'PY-2026-011-XT',
    village: '翁源县官渡镇新塘村',
    heldAt: '2026-11-12 19:30',
    place: '村委会二楼会议室',
    topic: '纳入防返贫监测评议',
    expected: c.long ? 65 : 36,
    people: Array.from({ length: c.long ? 65 : 36 }, (_, i) => ({
      name: pick([...FAMILY.map(([name]) => name), ...LONG_NAMES], i),
      role: pick(['村民代表', '村民代表', '村两委', '第一书记', '工作队'], i),
    })),
    lines: c.long ? 65 : 36,
  }),
  approval: (c) => ({
    subject: c.s,
    category: '防止返贫致贫对象（突发严重困难）',
    risks: ['因意外事故', '缺劳动力'],
    perCapitaFen: 13_420_00,
    lineFen: 9_600_00,
    selfPaidFen: 46_800_00,
    steps: ['线索受理', '入户核实', '承诺授权', '信息比对', '民主评议', '村内公示', '镇审核'].map((name, i) => ({
      name,
      on: `2026-11-${10 + i}`,
      result: i === 3 && c.long ? c.text(1) : '符合，3人到场，照片6张',
    })),
    publicity: { from: '2026-11-13', to: '2026-11-17', objections: 0, outcome: '' },
    dayOfChain: 9,
    maxDays: 15,
    spotCheck: '11月17日到户抽查，情况属实',
    offices: {
      village: '官渡镇新塘村民委员会',
      town: '官渡镇人民政府',
      county: '翁源县防返贫监测主管部门',
    },
    village: { opinion: c.text(2), on: '2026-11-18' },
    town: { result: 'P1.D1', opinion: c.text(4), by: '何志强', on: '2026-11-18' },
    county: c.long ? { result: 'P1.D2', opinion: c.text(5), by: '周明远', on: '2026-11-19' } : null,
  }),
  resultNotice: (c) => ({
    subject: c.s,
    noticeNo: 'GZ-2026-0317',
    outcome: c.long ? 'rejected' : 'approved',
    decidedBy: '翁源县防返贫监测主管部门',
    decidedOn: '2026-11-19',
    reason: c.text(4),
    basis: ['防返贫监测政策包2026.3', '入户核查表', '民主评议会议记录'],
    category: c.long ? '' : '防止返贫致贫对象',
    next: c.long
      ? ['情况变化时可以再申请', '镇里三个月内再上门看一次']
      : ['村里公告并录入系统', '十天内与您家一起定帮扶计划', '监测联系人每月上门一次'],
    contact: { name: '刘晓东', phone: '0751-2876543' },
    appealDays: 30,
    appealTo: '翁源县防返贫监测主管部门',
    complaintPhone: '12317',
    office: '官渡镇人民政府',
    issuedOn: '2026-11-20',
  }),
};

/** Every paper once; `long` brings long names, twelve members, many rows and full text fields. */
export function samples(long = false): Inputs {
  const text = (times: number) => sentence.repeat(long ? times : 1);
  const context: Context = { long, s: subject(long), members: family(long ? 12 : 5), text };
  return Object.fromEntries(Object.entries(builders).map(([kind, build]) => [kind, build(context)])) as Inputs;
}
