import { count } from '@shouwang/platform/ui/numbers.ts';
import { StatStrip } from '@shouwang/platform/ui/StatStrip.tsx';
import type { SimulationView } from '../contract.simulation.ts';
import { moneyWords, signed } from './simulation-words.ts';

export type EffectFiguresProps = {
  view: SimulationView;
  loading?: boolean | undefined;
  /** Makes the address of a list; left out where lists cannot be opened. */
  link?: ((list: string) => string) | undefined;
};

const was = (before: number, after: number) => `筛查时 ${count(before)}，${signed(after - before)}`;

function gapDefinition({ lineAfter, incomeUnknown }: SimulationView): string {
  const line = lineAfter === null ? '参考线' : `参考线（${count(lineAfter)} 元）`;
  return `人均纯收入低于${line}的户：每户（参考线减人均纯收入）乘以计算人均的人数，加起来。收入未知的 ${count(incomeUnknown)} 户不在内。这是到线的差额，不是要发的钱。`;
}

/** The five figures of a simulation; each opens its list. */
export function EffectFigures({ view, loading, link }: EffectFiguresProps) {
  const { before, after, entering, leaving } = view.effect;
  const gap = moneyWords(after.gapFen);
  const gapBefore = moneyWords(before.gapFen);
  const known = view.lineAfter !== null;
  return (
    <StatStrip
      label="测算结果"
      loading={loading}
      figures={[
        {
          ...{
            label: '要上门',
            value: count(after.visits),
            unit: '户',
            note: was(before.visits, after.visits),
            to: link?.('visitsAfter'),
          },
          definition: '提示为红、橙、黄而且不是监测对象的户，每户一张工作单；监测对象派跟进单，不在内',
        },
        {
          ...{ label: '新进', value: count(entering), unit: '户', to: link?.('entering') },
          ...{ note: `其中要上门 ${count(view.effect.visitsIn)}`, definition: '筛查时没有提示，测算后提示的户' },
        },
        {
          ...{ label: '退出', value: count(leaving), unit: '户', to: link?.('leaving') },
          ...{ note: `少上门 ${count(view.effect.visitsOut)}`, definition: '筛查时提示，测算后不再提示的户' },
        },
        {
          ...{
            label: '待补采',
            value: count(after.undecided),
            unit: '户',
            note: was(before.undecided, after.undecided),
          },
          ...{ to: link?.('undecidedAfter'), definition: '缺关键数据、判断不了的户；不算稳定，也不算提示' },
        },
        {
          ...{
            label: '到监测线的收入缺口合计',
            value: known ? gap.value : null,
            unit: gap.unit,
            to: link?.('belowAfter'),
          },
          note: known
            ? `${count(after.belowLine)} 户在线下；筛查时 ${gapBefore.value} ${gapBefore.unit}`
            : '政策包没有参考线',
          definition: gapDefinition(view),
        },
      ]}
    />
  );
}
