import { expect, it } from 'vitest';
import { ACTS, type CaseView, DeclareRecusal } from '../contract.ts';
import { actForm } from './act-fields.ts';

const me = { accountId: '0190000a-0000-7000-8000-000000000001', name: '黄志敏', unit: '村委会' };
const other = { accountId: '0190000a-0000-7000-8000-000000000002', name: '刘晓东', unit: '镇' };
const recusal = (id: string, mayConfirm: boolean) => ({
  id,
  name: '罗三',
  relation: '弟',
  declaredBy: '经办',
  state: 'pending',
  mayConfirm,
  mayWithdraw: true,
});
const view = { recusals: [recusal('a', false), recusal('b', true)] } as unknown as CaseView;

it.each([
  [{ whose: 'self', relation: '户主之弟' }, me.accountId, me.name],
  [{ whose: 'other', person: [other], relation: '户主之弟' }, other.accountId, other.name],
  [{ whose: 'named', name: '罗三', person: [other], relation: '户主之弟' }, null, '罗三'],
])('recusal of %o is sent as the contract asks', (values, accountId, name) => {
  const body = actForm('declareRecusal', view).body?.(values, view, me);
  expect(DeclareRecusal.parse(body)).toEqual({ accountId, name, relation: '户主之弟' });
});

it('only declarations that one may settle are offered', () => {
  const offered = (act: 'confirmRecusal' | 'withdrawRecusal') =>
    actForm(act, view).fields[0]?.options?.map((one) => one.value);
  expect(offered('confirmRecusal')).toEqual(['b']);
  expect(offered('withdrawRecusal')).toEqual(['a', 'b']);
});

it('every field of a revocation has its place in the contract', () => {
  expect(
    actForm('revokeConsent', view)
      .fields.map((field) => field.name)
      .sort(),
  ).toEqual(Object.keys(ACTS.revokeConsent.shape).sort());
});
