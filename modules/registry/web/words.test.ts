import { describe, expect, it } from 'vitest';
import type { DepartmentWord, HouseholdWords, WordSource } from '../contract.ts';
import { ChangeProposal } from '../contract.ts';
import { offerOf, restOf, toLookAt } from './words.ts';

const word = (given: Partial<DepartmentWord> = {}): DepartmentWord => ({
  itemCode: 'ZJ-01',
  departmentName: '县住房和城乡建设局',
  memberId: null,
  topic: 'houseGrade',
  values: { houseGrade: 'C' },
  text: 'C级',
  day: '2026-10-12',
  dataDate: '2026-10-31',
  batchId: '440229:01900000-0000-7000-8000-000000000001',
  batchNo: 'IMP-202610-0001',
  rowNo: 3,
  registryText: 'B级',
  registryOn: '2025-03-14',
  verdict: 'newer',
  ...given,
});
const source = (itemCode: WordSource['itemCode'], standing: WordSource['standing'], differs = false): WordSource => ({
  itemCode,
  itemName: '',
  departmentName: '',
  standing,
  dataDate: standing === 'missing' ? null : '2026-10-31',
  differs,
});

describe('a correction made ready from a word', () => {
  it('is one that the server takes, with office, file and row as its reason', () => {
    const { changes, reason } = offerOf(word());
    expect(ChangeProposal.parse({ changeType: 'H6', household: changes, reason })).toMatchObject({
      household: { houseGrade: 'C' },
      reason: '依据部门数据 ZJ-01（县住房和城乡建设局，2026-10-12，文件 IMP-202610-0001 第 3 行）',
    });
  });

  it('fills in nothing that the form does not ask for, and says nothing of health in its reason', () => {
    const card = word({
      itemCode: 'CL-01',
      memberId: 'm1',
      topic: 'disability',
      values: { disabilityCategory: 4, disabilityGrade: 1 },
      text: '肢体残疾一级',
    });
    expect(offerOf(card)).toMatchObject({ changes: {}, reason: expect.not.stringContaining('肢体') });
  });
});

describe('what is shown of the words', () => {
  it('lists what differs, newer first, and not what is the same or overtaken', () => {
    const words = (['registry-unknown', 'same', 'differs', 'older', 'newer'] as const).map((verdict) =>
      word({ verdict }),
    );
    expect(toLookAt(words).map((one) => one.verdict)).toEqual(['newer', 'differs', 'registry-unknown']);
  });

  it('says of the others who agrees, who is overtaken, silent, masked or missing', () => {
    const answer: HouseholdWords = {
      sources: [
        source('ZJ-01', 'spoke', true),
        source('SL-01', 'spoke'),
        source('JY-01', 'spoke'),
        source('MZ-01', 'missing'),
        source('CL-01', 'masked'),
      ],
      words: [word(), word({ itemCode: 'SL-01', verdict: 'older' }), word({ itemCode: 'JY-01', verdict: 'same' })],
    };
    expect(restOf(answer)).toEqual({
      same: '教育局 2026-10-31',
      others: ['水务局的记录早于登记', '残联的记录涉及健康，已遮蔽', '民政局未到数'],
    });
  });
});
