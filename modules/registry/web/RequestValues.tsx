import { MoneyText } from '@shouwang/platform/ui/MoneyText.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { Radio } from 'antd';
import type { ChangeView } from '../contract.ts';
import { itemName } from '../income-codes.ts';
import { valueLabel, valueWords } from './request-words.ts';

export type Choices = Readonly<Record<string, 'proposed' | 'current'>>;
export type RequestValuesProps = {
  view: ChangeView;
  /** What the approver chose where the register moved meanwhile; left out, nothing can be chosen. */
  choices?: Choices;
  onChoose?: (key: string, choice: 'proposed' | 'current') => void;
};

const open = ({ state }: ChangeView) => state === 'SUBMITTED' || state === 'RETURNED';

/** The values of a request side by side: what stands there, what is proposed; where somebody changed it meanwhile, the one who decides chooses. */
export function RequestValues({ view, choices, onChoose }: RequestValuesProps) {
  const now = open(view);
  return (
    <table className="reg-conflict">
      <thead>
        <tr>
          <th scope="col">项目</th>
          <th scope="col">{now ? '现在的值' : '原值'}</th>
          <th scope="col">拟改为</th>
        </tr>
      </thead>
      <tbody>
        {view.values.map((value) => {
          const sides = [
            ['current', now ? value.current : value.base],
            ['proposed', value.proposed],
          ] as const;
          return (
            <tr key={value.key}>
              <th scope="row">
                {valueLabel(value)}
                {value.conflict && (
                  <>
                    {' '}
                    <StatusTag kind="bad">提出后已改</StatusTag>
                    <div className="sw-note">提出时为 {valueWords(value, value.base)}</div>
                  </>
                )}
              </th>
              {sides.map(([side, shown]) => (
                <td key={side}>
                  {value.conflict && onChoose ? (
                    <Radio
                      name={`${value.key}-choice`}
                      checked={choices?.[value.key] === side}
                      onChange={() => onChoose(value.key, side)}
                    >
                      {valueWords(value, shown)}
                    </Radio>
                  ) : value.subject === 'joining' && side === 'current' ? (
                    '—'
                  ) : (
                    valueWords(value, shown)
                  )}
                </td>
              ))}
            </tr>
          );
        })}
        {view.incomeItems.map((item) => (
          <tr key={`${item.direction}${item.itemCode}${item.occurredFrom}${item.amountFen}`}>
            <th scope="row">
              {item.direction === 'in' ? '收入' : '支出'}：{itemName(item.direction, item.itemCode)}
            </th>
            <td>—</td>
            <td>
              <MoneyText fen={item.amountFen} unit />{' '}
              <span className="sw-note">
                {item.occurredFrom} 至 {item.occurredTo}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
