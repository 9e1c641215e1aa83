import { expect, it } from 'vitest';
import type { Finding } from '../contract.ts';
import { groupFindings } from './finding-groups.ts';

const aFinding = (given: Partial<Finding>): Finding => ({
  key: `${given.scope ?? '1'}:${given.memberName}`,
  scope: '1',
  departmentCode: 'GA',
  memberId: null,
  memberName: '',
  found: false,
  receipt: '车辆无记录',
  dataDate: '2026-10-31',
  exclusionItem: null,
  reused: false,
  answeredBy: null,
  verdict: 'P1.C1',
  reason: '',
  judgedBy: null,
  judgedByName: '',
  ...given,
});

it('takes members together of whom nothing is known, and nobody else', () => {
  const groups = groupFindings([
    aFinding({ memberName: '甲' }),
    aFinding({ memberName: '乙', found: true, receipt: '小型轿车 1 辆', verdict: null }),
    aFinding({ memberName: '丙' }),
    aFinding({ memberName: '丁', found: null, verdict: null, receipt: '' }),
    aFinding({ memberName: '戊', verdict: 'P1.C2', reason: '另有情况' }),
    aFinding({ memberName: '己', scope: '3' }),
    aFinding({ memberName: '庚', dataDate: '2026-09-30' }),
  ]);
  expect(groups.map((group) => group.members)).toEqual([['甲', '丙'], ['乙'], ['丁'], ['戊'], ['己'], ['庚']]);
});
