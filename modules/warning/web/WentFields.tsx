import { Note } from '@shouwang/platform/ui/Note.tsx';
import { useSession } from '@shouwang/platform/ui/session.ts';
import { Form, Input, Select } from 'antd';
import { useEffect, useRef } from 'react';
import type { FollowUpVisitor, Sheet } from '../contract.ts';
import { useVisitors } from './api.ts';
import { VisitorsField } from './VisitorsField.tsx';

/** The contact and whoever writes it down, as far as they had a post on that day: somebody to start from. */
function usual(
  items: readonly FollowUpVisitor[],
  { contact, self }: { contact: string | null; self: string },
): string[] {
  const named = items.filter(({ name }) => name === contact);
  // Of several with the name of the contact nobody is chosen for the officer.
  const found = [...(named.length === 1 ? named : []), ...items.filter(({ accountId }) => accountId === self)];
  return [...new Set(found.map(({ accountId }) => accountId))];
}

/** Who went: accounts from the list of the village, its town and the county; names only for those who went along without one. */
export function WentFields({ sheet }: { sheet: Sheet }) {
  const form = Form.useFormInstance();
  const { account, today } = useSession();
  const { contactName } = sheet.household;
  const visitedOn: string = Form.useWatch('visitedOn', form) || today;
  const went: string[] = Form.useWatch('went', form) ?? [];
  const companions: string[] = Form.useWatch('companions', form) ?? [];
  const { data, error } = useVisitors(sheet.row.id, visitedOn);
  const met = useRef(new Map<string, FollowUpVisitor>());
  for (const one of data?.items ?? []) met.current.set(one.accountId, one);
  useEffect(() => {
    if (data && form.getFieldValue('went') === undefined)
      form.setFieldValue('went', usual(data.items, { contact: contactName, self: account.id }));
  }, [data, form, contactName, account.id]);
  const names = [...went.map((id) => met.current.get(id)?.name), ...companions];
  const absent = contactName !== null && !names.includes(contactName);
  return (
    <>
      <Form.Item
        name="went"
        label="谁去的"
        extra={`从村、镇、县当天在任的人员中点选${data ? `，不少于 ${data.minPersons} 人` : ''}`}
        rules={[
          { required: true, message: '请选择谁去的' },
          { type: 'array', min: data?.minPersons ?? 1, message: `不少于 ${data?.minPersons ?? 1} 人` },
        ]}
      >
        <VisitorsField known={data?.items ?? []} met={met.current} />
      </Form.Item>
      {error && <Note tone="bad">人员名单没有取到，请关掉重开。</Note>}
      <Form.Item
        name="companions"
        label="随行人员（可不填）"
        extra="没有账号的，如村小组长、网格员；写一个按一次回车，不计入人数"
      >
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={['，', '、', ',']} />
      </Form.Item>
      {absent && (
        <Form.Item
          name="substituteReason"
          label={`监测联系人${contactName}没有去的原因`}
          rules={[{ required: true, whitespace: true, message: '请写明由他人代去的原因' }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      )}
    </>
  );
}
