import { Card } from '@shouwang/platform/ui/Card.tsx';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import type { ProblemError } from '@shouwang/platform/ui/problem.ts';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { SimulationBasis } from '../contract.simulation.ts';
import { ChangeNumber } from './ChangeNumber.tsx';
import { ChangeRule } from './ChangeRule.tsx';
import {
  balancedWeights,
  changeCount,
  numbersOf,
  type SimulationState,
  weightSum,
  withNumber,
} from './simulation-address.ts';

export type ChangePanelProps = {
  basis: SimulationBasis;
  state: SimulationState;
  onChange: (change: Partial<SimulationState>) => void;
  /** What the server refused, at its fields. */
  problem: ProblemError | null;
};

/** One group of values; those that can be many stand folded until one of them is changed. */
function Group({
  title,
  changed,
  open,
  children,
}: {
  title: string;
  changed: number;
  open: boolean;
  children: ReactNode;
}) {
  return (
    <details className="sim-group" open={open || changed > 0}>
      <summary>
        {title}
        {changed > 0 && <span className="sim-changed">改了 {changed} 项</span>}
      </summary>
      {children}
    </details>
  );
}

function Weights({ basis, state, onChange, errorAt }: Omit<ChangePanelProps, 'problem'> & { errorAt: ErrorAt }) {
  const changed = numbersOf(state.w);
  const sum = weightSum(basis.weights, changed);
  const balanced = sum === 1 ? null : balancedWeights(basis.weights, changed);
  const balance = () =>
    balanced && onChange({ w: Object.entries(balanced).map(([code, value]) => `${code}:${value}`) });
  return (
    <Group title="指标权重" changed={state.w.length} open={false}>
      <p className="sw-note">权重之和应为 1，现为 {sum}；写 0 就是不用这一项。</p>
      {sum !== 1 && (
        <Note
          tone="bad"
          act={
            balanced && (
              <Button size="small" onClick={balance}>
                其余按比例补齐
              </Button>
            )
          }
        >
          各指标权重之和应为 1，现为 {sum}，合为 1 才能测算。
        </Note>
      )}
      {basis.weights.map((one) => (
        <ChangeNumber
          key={one.code}
          of={one}
          value={changed[one.code]}
          error={errorAt(`changes.weights.${one.code}`) ?? errorAt(`changes.indicators.${one.code}.weight`)}
          onChange={(value) => onChange({ w: withNumber(state.w, { code: one.code, value, was: one.value }) })}
        />
      ))}
    </Group>
  );
}

type ErrorAt = (path: string) => string | undefined;

/** Everything that can be tried, in three groups, each with the value of the run beside it. */
export function ChangePanel({ basis, state, onChange, problem }: ChangePanelProps) {
  const errorAt: ErrorAt = (path) => problem?.fields.find((field) => field.path === path)?.message;
  const parameters = numbersOf(state.set);
  const bands = numbersOf(state.band);
  const none = { set: [], w: [], band: [], lvl: [], off: [], k: '' };
  const changed = changeCount(state);
  return (
    <Card
      title="改数值"
      note={changed > 0 ? `改了 ${changed} 项` : '一边改一边算'}
      extra={
        changed > 0 && (
          <Button size="small" onClick={() => onChange(none)}>
            全部还原
          </Button>
        )
      }
      foot={<span>只是测算：不改政策包，不派单，不留结果</span>}
    >
      <Group title="参考线与门槛" changed={state.set.length} open>
        {basis.parameters.map((one) => (
          <ChangeNumber
            key={one.code}
            of={one}
            value={parameters[one.code]}
            error={errorAt(`changes.parameters.${one.code}`)}
            onChange={(value) => onChange({ set: withNumber(state.set, { code: one.code, value, was: one.value }) })}
          />
        ))}
      </Group>
      <Weights basis={basis} state={state} onChange={onChange} errorAt={errorAt} />
      <Group
        title="等级"
        changed={state.band.length + state.lvl.length + state.off.length + (state.k ? 1 : 0)}
        open={false}
      >
        <ChangeNumber
          of={basis.cutoff}
          value={state.k === '' ? undefined : Number(state.k)}
          error={errorAt('changes.cutoff')}
          onChange={(value) => onChange({ k: value === null || value === basis.cutoff.value ? '' : String(value) })}
        />
        {basis.bands.map((one) => (
          <ChangeNumber
            key={one.code}
            of={one}
            value={bands[one.code]}
            error={errorAt(`changes.bands.${one.code}`)}
            onChange={(value) => onChange({ band: withNumber(state.band, { code: one.code, value, was: one.value }) })}
          />
        ))}
        {basis.rules.map((rule) => (
          <ChangeRule key={`${rule.kind}-${rule.code}`} rule={rule} state={state} onChange={onChange} />
        ))}
      </Group>
    </Card>
  );
}
