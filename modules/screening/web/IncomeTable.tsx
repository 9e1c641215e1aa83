import { DateText } from '@shouwang/platform/ui/DateText.tsx';
import { percent } from '@shouwang/platform/ui/numbers.ts';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import type { IncomeTrace } from '../contract.ts';
import { addsUp, type IncomeLine } from './income-lines.ts';
import { yuanText } from './trace-words.ts';

const money = (value: number | null) => (value === null ? '未知' : yuanText(value));
const number = (value: number | null | undefined) => value ?? '未知';
const SIGNS: Readonly<Record<IncomeLine['sign'], string>> = { '+': '+', '-': '−', '=': '=', '÷': '÷' };

/** How the income a head comes about, line by line, so that it can be added up by hand. */
export function IncomeTable({ income }: { income: IncomeTrace }) {
  const parts = income.lines.filter((line) => line.sign === '+' || line.sign === '-');
  const net = income.lines.find((line) => line.sign === '=');
  const heads = income.lines.find((line) => line.sign === '÷');
  const estimated = income.estimatedShare ?? 0;
  return (
    <div className="sw-table">
      <div className="sw-table-scroll">
        <table aria-label="人均纯收入怎么算出来的">
          <thead>
            <tr>
              <th scope="col">怎么算出来的</th>
              <th scope="col" className="sw-right">
                金额（元）
              </th>
              <th scope="col" className="trc-wide">
                来源
              </th>
              <th scope="col" className="sw-right trc-wide">
                数据日期
              </th>
            </tr>
          </thead>
          <tbody>
            {parts.map((line) => (
              <tr key={line.label}>
                <td>
                  <span className="trc-sign">{SIGNS[line.sign]}</span> {line.label}
                </td>
                <td className="sw-right sw-nowrap">{money(line.value)}</td>
                <td className="trc-wide">收支台账，{income.months} 个月合计</td>
                <td className="sw-right trc-wide">{income.dataDate && <DateText value={income.dataDate} />}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td>
                <span className="trc-sign">=</span> {net?.label}
              </td>
              <td className="sw-right sw-nowrap">{money(net?.value ?? null)}</td>
              <td className="trc-wide">
                ÷ {heads?.label} {number(heads?.value)}
              </td>
              <td className="sw-right sw-nowrap trc-result trc-wide">人均 {money(income.perCapita)} 元</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <p className="trc-heads">
        ÷ {heads?.label} {number(heads?.value)}，人均 {money(income.perCapita)} 元
      </p>
      <p className="trc-ledgers sw-note">
        防返贫口径。低保口径（不计低保金）人均 {money(income.perCapitaDibao)} 元。
        {estimated > 0 && <StatusTag kind="estimate">其中估算数占 {percent(estimated)}</StatusTag>}
        {!addsUp(income.lines) && <StatusTag kind="bad">各项相加与家庭纯收入不符，请报运维</StatusTag>}
      </p>
    </div>
  );
}
