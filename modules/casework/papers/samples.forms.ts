/** Tests only: the blank papers of the same invented household. */
import type { z } from 'zod';
import type { forms } from './forms.ts';
import { samples } from './samples.ts';

type Inputs = { [K in keyof typeof forms]: z.input<(typeof forms)[K]['schema']> };

/** Every blank paper once; `long` brings twelve members and long names. */
export function formSamples(long = false): Inputs {
  const { verification, consent, signIn } = samples(long);
  const { subject, income } = verification;
  return {
    'visit-form': {
      subject,
      team: long ? [...verification.team, ...verification.team] : verification.team,
      visitBy: '2026-11-13',
      reasons: '这户今年必要的开支，超过了政策规定的提醒门槛。',
      members: verification.members.map(({ health: _, work: __, ...member }) => member),
      income: {
        from: income.from,
        to: income.to,
        sharing: income.sharing,
        lineFen: income.lineFen,
        lines: income.lines,
      },
      selfPaid: verification.selfPaid.map(({ name, amountFen }) => ({ name, amountFen })),
      guarantees: verification.guarantees,
      risks: [
        '因病',
        '因残',
        '因学',
        '因自然灾害',
        '因意外事故',
        '因产业项目失败',
        '因务工就业不稳',
        '缺劳动力',
        '因安全住房',
        '因安全饮水',
        '其他',
      ],
      exclusions: ['机动车', '注册企业'],
      minPersons: 2,
    },
    'revocation-form': {
      subject,
      consentNo: 'SQ-2026-00317',
      applicant: subject.headName,
      signedOn: '2026-11-11',
      validTo: '2027-11-10',
      scopes: long
        ? [
            '车辆',
            '房产（不动产）',
            '工商（市场主体）登记',
            '存款、证券、商业保险',
            '社会保险',
            '住房公积金',
            '税务',
            '财政供养',
            '医保参保与费用',
            '户籍',
            '社会救助待遇',
            '农机、船舶',
          ]
        : ['车辆', '工商（市场主体）登记'],
      signers: consent.adults.map(({ name, relation }) => ({ name, relation })),
      stops: true,
      revisitDays: 90,
      phone: '12317',
    },
    'withdrawal-form': {
      subject,
      applicant: subject.headName,
      startedOn: '2026-11-10',
      step: '承诺授权',
      refuses: true,
      consented: long,
      revisitDays: 90,
      phone: '12317',
    },
    'consent-form': { ...consent, reason: long ? consent.reason : '', signed: null },
    'sign-in-form': { ...signIn, heldAt: null, place: null, expected: null, people: [], lines: long ? 65 : 40 },
    'minutes-form': {
      meetingNo: 'PY-2026-00317',
      village: subject.area,
      topic: '纳入防返贫监测评议',
      explained: '这户今年必要的开支，超过了政策规定的提醒门槛。',
      headName: subject.headName,
      group: subject.group,
      size: subject.size,
      categories: ['边缘易致贫户', '突发严重困难户'],
      quorum: '2/3',
      declared: long ? [{ name: '曾东生', relation: '户主之弟' }] : [],
      noticeDays: 5,
    },
  };
}
