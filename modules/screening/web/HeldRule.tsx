import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { RiskMark } from '@shouwang/platform/ui/RiskMark.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { Lock } from 'lucide-react';
import type { TraceView } from '../contract.runs.ts';
import type { RuleTrace } from '../contract.ts';
import { EvidenceTable } from './EvidenceTable.tsx';
import { evidenceRows } from './evidence-rows.ts';
import { IncomeTable } from './IncomeTable.tsx';
import { RuleMeter } from './RuleMeter.tsx';
import { isAboutIncome, mainComparison } from './trace-words.ts';

export type HeldRuleProps = {
  number: number;
  rule: RuleTrace;
  view: TraceView;
  /** true: this is the first card about income, which shows the lines. */
  withIncome: boolean;
};

/** One reason: the sentence that may be read aloud, and under the lock line the figures for the officers. */
export function HeldRule({ number, rule, view, withIncome }: HeldRuleProps) {
  const { income } = view.trace;
  const aboutIncome = isAboutIncome(rule);
  const main = mainComparison(rule);
  return (
    <section className="sw-card trc-rule" aria-label={`理由 ${number}：${rule.say}`}>
      <header>
        <span className="trc-number">{number}</span>
        <h2>{rule.say}</h2>
        <RiskMark level={rule.level} />
        <StatusTag kind="neutral" title={rule.condition}>
          {rule.code}
        </StatusTag>
      </header>
      <div className="trc-figures">
        <p className="trc-lock sw-note">
          <Icon of={Lock} size={12} /> 以下供工作人员核对，会上不宣读 · {rule.label}
        </p>
        {main && <RuleMeter comparison={main} income={aboutIncome ? income : null} />}
      </div>
      {aboutIncome && withIncome ? (
        <IncomeTable income={income} />
      ) : (
        <EvidenceTable
          label={`理由 ${number} 的数据来源`}
          rows={evidenceRows(rule, { files: view.files, registryDate: income.dataDate })}
        />
      )}
    </section>
  );
}
