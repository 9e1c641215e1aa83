import { Button, Form } from 'antd';
import type { ReactNode } from 'react';

export type RowsFieldProps = {
  name: string;
  label: string;
  add: object;
  addText: string;
  children: (name: number) => ReactNode;
};

/** A list of short rows within a form: each can be removed, one more can be added. */
export function RowsField({ name, label, add, addText, children }: RowsFieldProps) {
  return (
    <Form.Item label={label}>
      <Form.List name={name}>
        {(rows, list) => (
          <div className="sw-stack" style={{ gap: 6 }}>
            {rows.map((row) => (
              <div key={row.key} className="sw-row">
                {children(row.name)}
                <Button type="text" size="small" onClick={() => list.remove(row.name)}>
                  移除
                </Button>
              </div>
            ))}
            <Button
              size="small"
              style={{ justifySelf: 'start', alignSelf: 'flex-start' }}
              onClick={() => list.add(add)}
            >
              {addText}
            </Button>
          </div>
        )}
      </Form.List>
    </Form.Item>
  );
}
