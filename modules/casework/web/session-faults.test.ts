import { toProblem } from '@shouwang/platform/ui/problem.ts';
import { expect, it } from 'vitest';
import { faultsIn, rowId, whereOf } from './session-faults.ts';

const sent = ['440229:a', '440229:b'];
const refused = (path: string) =>
  faultsIn(toProblem(422, { code: 'session-refused', fields: [{ path, code: 'x', message: '请改' }] }), sent)[0];

it('a refusal is found again at its row, at its field, or in the common part', () => {
  expect(refused('cases.1.votesFor')).toEqual({ caseId: '440229:b', field: 'votesFor', say: '请改', code: 'x' });
  expect(refused('cases.0')).toMatchObject({ caseId: '440229:a', field: '' });
  expect(refused('body.cases.1.version')).toMatchObject({ caseId: '440229:b', field: 'version' });
  expect(refused('photoIds')).toMatchObject({ caseId: null, field: 'photoIds' });
  expect(whereOf({ caseId: null, field: 'place', say: '', code: '' }, [])).toBe('共同填写');
  expect(rowId('440229:b')).toBe('row-440229-b');
});
