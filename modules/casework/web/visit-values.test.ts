import { expect, it } from 'vitest';
import type { CaseView, VerificationDraft } from '../contract.ts';
import { RecordVerification } from '../contract.ts';
import { incomeSum, initialVisit, toVerification, type VisitValues } from './visit-values.ts';

const draft: VerificationDraft = {
  period: { from: '202511', to: '202610' },
  sharing: 3,
  lines: [],
  selfPaid: [],
  guarantees: [],
  perCapitaFen: null,
  lineFen: 960_000,
};
const values: VisitValues = {
  startedAt: '2026-11-11T09:05',
  endedAt: '2026-11-11T10:40',
  place: '家中',
  team: [{ accountId: null, name: '黄志敏', unit: '村委会' }],
  lines: [
    { category: '1', name: '零工收入', yuan: 24_000.5, source: '自报', basis: '自报', asOf: '2026-10-31' },
    { category: 'cost', name: '种植成本', yuan: 1000, source: '自报', basis: '自报', asOf: '2026-10-31' },
  ],
  selfPaid: [{ name: '医疗自付', yuan: 46_800, note: '' }],
  guarantees: {
    education: { secure: 'yes' },
    medical: { secure: 'no', finding: '1 人未参保' },
    housing: { secure: 'unknown' },
    water: { secure: 'yes' },
  },
  risks: [],
  assets: [{ item: 'N2', finding: '货车', exception: ' ' }],
  coping: 'partly',
  conclusion: 'P1.V2',
  departmentCode: 'YB',
  reason: '收入稳定',
  signMode: 'fingerprint',
  photoIds: [],
};

it('sends what the contract asks for, amounts in fen, moments in Beijing time, no department without a policy problem', () => {
  const sent = toVerification(values, draft);
  expect(RecordVerification.parse(sent)).toEqual(sent);
  expect(sent).toMatchObject({
    startedAt: '2026-11-11T01:05:00.000Z',
    departmentCode: null,
    income: { lines: [{ amountFen: 2_400_050 }, { amountFen: 100_000 }] },
    guarantees: [{ secure: true }, { secure: false, finding: '1 人未参保' }, { secure: null }, { secure: true }],
    assets: [{ exception: null }],
  });
});

it.each([
  [3, 23_000.5, 7666.833],
  [0, 23_000.5, null],
])('with %i sharing the sum is shown as it is typed', (sharing, net, perHead) => {
  const sum = incomeSum(values.lines, sharing);
  expect(sum.net).toBeCloseTo(net);
  if (perHead === null) expect(sum.perHead).toBeNull();
  else expect(sum.perHead).toBeCloseTo(perHead, 2);
});

it('a correction starts with the times of the visit, a new visit with this morning', () => {
  const view = (data: unknown) => ({ visit: data === null ? null : { data }, team: [] }) as unknown as CaseView;
  const visit = { ...toVerification(values, draft), sharing: 3 };
  expect(initialVisit(view(visit), draft, '2026-11-20')).toMatchObject({
    startedAt: '2026-11-11T09:05',
    endedAt: '2026-11-11T10:40',
  });
  expect(initialVisit(view(null), draft, '2026-11-20')).toMatchObject({ startedAt: '2026-11-20T09:00' });
});
