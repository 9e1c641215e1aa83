import { AreaMap, type AreaValue } from '@shouwang/platform/ui/AreaMap.tsx';
import { BarMeter } from '@shouwang/platform/ui/BarMeter.tsx';
import { BarRows } from '@shouwang/platform/ui/BarRows.tsx';
import { Card } from '@shouwang/platform/ui/Card.tsx';
import { ColumnBars } from '@shouwang/platform/ui/ColumnBars.tsx';
import { DueText } from '@shouwang/platform/ui/DueText.tsx';
import { Equation } from '@shouwang/platform/ui/Equation.tsx';
import { Matrix, type MatrixCell } from '@shouwang/platform/ui/Matrix.tsx';
import { StatStrip } from '@shouwang/platform/ui/StatStrip.tsx';
import { WordsBar } from '@shouwang/platform/ui/WordsBar.tsx';
import { useState } from 'react';
import { shapes } from './sample.ts';

const STEPS = ['线索受理', '入户核实', '授权比对', '评议公示', '镇审核', '县审定'];
const LIMITS = [2, 3, 5, 5, 2, 2];
const TOWNS: [string, (number | null)[]][] = [
  ['龙仙镇', [1, 4, 2, 4, 1, 1]],
  ['坝仔镇', [0, 2, 1, 3, 0, 1]],
  ['江尾镇', [1, 6, 1, 2, 1, 0]],
  ['铁龙林场', [0, 0, null, 0, 0, 0]],
];
const LATE: Record<string, number> = { 龙仙镇入户核实: 1, 江尾镇入户核实: 3 };
const places: AreaValue[] = [
  { code: '440229104', name: '新江镇', value: 12.1, text: '12.1‰' },
  { code: '440229101', name: '江尾镇', value: 10.5, text: '10.5‰' },
  { code: '440229102', name: '坝仔镇', value: 14.5, text: '14.5‰' },
  { code: '440229103', name: '翁城镇', value: 11.9, text: '11.9‰' },
  { code: '440229100', name: '龙仙镇', value: 8.9, text: '8.9‰' },
  { code: '440229105', name: '周陂镇', value: null, text: '未知' },
];

function cellOf(town: string, step: string): MatrixCell {
  const values = TOWNS.find(([name]) => name === town)?.[1] ?? [];
  const value = values[STEPS.indexOf(step)];
  return { value: value === undefined ? 0 : value, late: LATE[town + step], to: '/gallery' };
}

function Headline() {
  const late = <DueText daysLeft={-1} />;
  return (
    <StatStrip
      figures={[
        {
          label: '待我办理',
          value: 23,
          unit: '件',
          note: <>{late} 三天内 9</>,
          definition: '分到您岗位、尚未办结的事项，截至现在。',
          to: '/gallery',
        },
        {
          label: '识别办理中',
          value: 48,
          unit: '户',
          note: '平均第 7.2 天，法定 15 天；逾期环节 6',
          definition: '已受理、尚未审定的农户。',
          to: '/gallery',
        },
        {
          label: '今天进来的线索',
          value: 61,
          unit: '条 → 38 户',
          note: '同户已合并，23 条不再另行入户',
          definition: '今天 0 时以来收到的线索。',
          to: '/gallery',
        },
        { label: '上门核实率', value: null, note: '走访数据未到', definition: '本月已走访户数除以应走访户数。' },
      ]}
    />
  );
}

/** Headline figures, bars, heat table, map. */
export function FigureSection() {
  const [town, setTown] = useState('440229102');
  return (
    <>
      <Headline />
      <div className="sw-split-5-7 sw-split-stretch">
        <Card title="每千户提示数" note="翁源县，按镇">
          <AreaMap
            label="各镇每千户提示数"
            mapName="gallery"
            shapes={shapes}
            values={places}
            bounds={[9.5, 11, 12, 14]}
            unit="‰"
            height={300}
            selected={town}
            onPick={setTown}
          />
        </Card>
        <Card title="卡在哪一步" note="办理中，按环节和地方看，不对个人排名">
          <Matrix
            label="办理中的户，按环节和地方"
            columns={STEPS.map((title, index) => ({
              key: title,
              title,
              note: `限 ${LIMITS[index]} 天`,
              foot: '中位 2.6 天',
            }))}
            rows={TOWNS.map(([title]) => ({ key: title, title }))}
            cell={(row, column) => cellOf(row.key, column.key)}
            sumTitle="全县"
          />
        </Card>
      </div>
      <div className="sw-split-5-7 sw-split-stretch">
        <Card title="条与线">
          <div className="sw-stack">
            <BarMeter
              label="人均纯收入 9750 元"
              value={9750}
              max={14_000}
              marks={[
                { at: 9600, label: '参考线 9,600' },
                { at: 10_560, label: '1.1 倍 10,560', dashed: true },
              ]}
            />
            <BarMeter
              label="自付"
              value={9400}
              max={12_000}
              estimated={2000}
              marks={[{ at: 5000, label: '门槛 5,000 元（脱贫户）' }]}
            />
            <BarMeter label="教育自付" value={null} max={12_000} marks={[{ at: 8000, label: '门槛 8,000' }]} />
            <WordsBar
              label="收入构成"
              parts={[
                { key: 'a', label: '工资性', value: 30_000 },
                { key: 'b', label: '生产经营性', value: 8000 },
                { key: 'c', label: '财产性', value: 1200 },
                { key: 'd', label: '转移性', value: 4800 },
                { key: 'e', label: '经营支出', value: 5000, tone: 'estimate', text: '−5,000' },
              ]}
            />
            <Equation
              terms={[
                { label: '四项收入', value: '44,000' },
                { label: '经营支出', value: '5,000', sign: '−' },
                { label: '家庭纯收入', value: '39,000', sign: '=' },
                { label: '共同生活人口', value: '4', sign: '÷' },
              ]}
              result={{ label: '人均纯收入', value: '9,750 元' }}
            />
          </div>
        </Card>
        <Card title="按理由" note="一户可有多条理由">
          <BarRows
            label="按理由"
            extraTitle="近三月精准率"
            rows={[
              { key: 'a', label: '收入下降或接近线', note: 'PLT-1', value: 318, extra: '11.6%', to: '/gallery' },
              { key: 'b', label: '医疗自付偏高', note: 'MED-1', value: 274, extra: '18.2%' },
              { key: 'c', label: '务工不稳', note: 'EMP-1', value: 201, extra: <b className="sw-due-overdue">3.8%</b> },
              { key: 'd', label: '停水', note: 'WAT-1', value: 16, extra: '68.8%' },
            ]}
          />
          <div style={{ marginTop: 16 }}>
            <ColumnBars
              label="近六期行数"
              columns={[
                { key: '5', label: '5 月', note: '拒 0.86%', value: 11_204 },
                { key: '6', label: '6 月', note: '拒 1.04%', value: 11_690 },
                { key: '7', label: '7 月', note: '拒 0.77%', value: 11_432 },
                { key: '10', label: '10 月', note: '拒 1.15%', value: 12_486, current: true },
              ]}
            />
          </div>
        </Card>
      </div>
    </>
  );
}
