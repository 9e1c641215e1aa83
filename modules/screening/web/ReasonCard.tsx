import type { RulePrecision } from '@shouwang/modules/warning/contract.ts';
import { BarRows } from '@shouwang/platform/ui/BarRows.tsx';
import { Card } from '@shouwang/platform/ui/Card.tsx';
import { EmptyState } from '@shouwang/platform/ui/EmptyState.tsx';
import { percent } from '@shouwang/platform/ui/numbers.ts';
import { Tooltip } from 'antd';
import { Link } from 'react-router';
import type { Run } from '../contract.runs.ts';

/** Fewer visits than this say little about a rule. */
const ENOUGH_CHECKS = 50;

/** Share of the visits that confirmed the rule; red when it is below the pack's limit. */
function Precision({ of, least }: { of: RulePrecision | undefined; least: number }) {
  if (!of || of.checked === 0) return <span className="sw-note">尚无核实</span>;
  const share = of.confirmed / of.checked;
  const few = of.checked < ENOUGH_CHECKS ? '；核实不多，仅供参考' : '';
  return (
    <Tooltip title={`核实 ${of.checked} 户，确认 ${of.confirmed} 户${few}`}>
      <span className={share < least ? 'scr-imprecise' : ''}>{percent(share)}</span>
    </Tooltip>
  );
}

export type ReasonCardProps = {
  rules: Run['rules'];
  precision: ReadonlyMap<string, RulePrecision> | undefined;
  /** Lowest precision at which a rule is kept (`rule.precisionMin`), and months it is taken over. */
  limits: { least: number; months: number };
  /** Codes of the negative list: found, but no reason. */
  exclusions: readonly string[];
  link: (code: string) => string;
};

/** So many rules are shown at once. */
const SHOWN = 9;

/** Households by the rule that holds; every figure opens the list behind it. */
export function ReasonCard({ rules, precision, limits, exclusions, link }: ReasonCardProps) {
  const reasons = rules.filter((rule) => !exclusions.includes(rule.code));
  const found = rules.filter((rule) => exclusions.includes(rule.code));
  const row = (rule: Run['rules'][number]) => ({
    key: rule.code,
    label: rule.label,
    note: rule.code,
    value: rule.households,
    to: link(rule.code),
    extra: <Precision of={precision?.get(rule.code)} least={limits.least} />,
  });
  return (
    <Card title="按理由" note="一户可有多条理由；点户数看名单">
      {reasons.length === 0 && <EmptyState title="没有理由成立" text="这里没有需要上门核实的户。" />}
      {reasons.length > 0 && (
        <BarRows
          label="提示户数按理由"
          extraTitle={`近 ${limits.months} 个月精准率`}
          rows={reasons.slice(0, SHOWN).map(row)}
        />
      )}
      {reasons.length > SHOWN && (
        <details className="scr-more">
          <summary>其余 {reasons.length - SHOWN} 条理由</summary>
          <BarRows label="其余理由" rows={reasons.slice(SHOWN).map(row)} />
        </details>
      )}
      {found.length > 0 && (
        <p className="scr-found sw-note">
          负面清单命中（须由人判断，不是理由）：
          {found.map((rule) => (
            <Link key={rule.code} to={link(rule.code)}>
              {rule.label} {rule.households} 户
            </Link>
          ))}
        </p>
      )}
    </Card>
  );
}
