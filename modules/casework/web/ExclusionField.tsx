import { Note } from '@shouwang/platform/ui/Note.tsx';
import { Form, Radio } from 'antd';
import type { OfferedItem } from '../contract.asked.ts';

/** Form value of "a record, but none of the items". */
export const NO_ITEM = 'none';

/** Whether a record that was found speaks for an item of the negative list; only what the pack knows for this scope is offered. */
export function ExclusionField({ offers }: { offers: readonly OfferedItem[] }) {
  const chosen = Form.useWatch('exclusionItem');
  const item = offers.find((one) => one.item === chosen);
  if (offers.length === 0) return null;
  return (
    <>
      <Form.Item
        name="exclusionItem"
        label="是否属于一般不纳入的事项"
        rules={[{ required: true, message: '请选择：记录是否属于一般不纳入的事项' }]}
        extra="只作提示，由镇里的人研判，不会自动否决"
      >
        <Radio.Group
          options={[
            { value: NO_ITEM, label: '不属于' },
            ...offers.map(({ item: value, label }) => ({ value, label: `${value} ${label}` })),
          ]}
        />
      </Form.Item>
      {item && (
        <div style={{ marginBottom: 16 }}>
          <Note>
            不计的情形：{item.exceptions}
            <br />
            {item.because}
          </Note>
        </div>
      )}
    </>
  );
}
