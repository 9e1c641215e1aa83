import type { PackProblem, PolicyPack, RiskLevel } from '../../policy/contract.ts';
import type { Overlay, Path } from '../../policy/rules.ts';
import { ConditionError } from './expression.error.ts';
import { factsIn, type Node, parametersIn } from './expression.node.ts';
import { conditionSql, conditionText } from './expression.print.ts';
import { readCondition } from './expression.ts';
import { FACT_BY_NAME } from './facts.ts';

export type RuleKind = 'trigger' | 'indicator' | 'exclusion' | 'hard';

/** One condition of the pack, checked, with the column that carries its answer. */
export interface CompiledRule {
  kind: RuleKind;
  code: string;
  label: string;
  column: string;
  node: Node;
  sql: string;
  text: string;
  facts: string[];
  parameters: string[];
  /** Level given by a hit, for triggers and hard rules. */
  level: RiskLevel | null;
  /** The household is not called stable while this is undecided. */
  key: boolean;
}

export interface CompiledPack {
  pack: PolicyPack;
  rules: CompiledRule[];
}

/** Checks every condition of a pack; problems stand in the file, line and column of the layer that wrote them. */
export function checkPack(overlay: Overlay): { compiled: CompiledPack | null; problems: PackProblem[] } {
  const { pack, problemAt } = overlay;
  if (!pack) return { compiled: null, problems: overlay.problems };
  const problems: PackProblem[] = [];
  const seen = new Set<string>();
  const rules = conditionsOf(pack).flatMap((condition) => {
    if (seen.has(condition.code)) {
      problems.push(problemAt(condition.path, 'pack-condition', `编码“${condition.code}”已被另一条规则使用`));
    }
    seen.add(condition.code);
    try {
      return [compileRule(pack, condition)];
    } catch (error) {
      if (!(error instanceof ConditionError)) throw error;
      problems.push(problemAt([...condition.path, 'when'], 'pack-condition', error.message, error.offset));
      return [];
    }
  });
  return problems.length > 0 ? { compiled: null, problems } : { compiled: { pack, rules }, problems };
}

/** Compiles a pack that has been checked before; a wrong condition is a fault. */
export function compilePack(pack: PolicyPack): CompiledPack {
  return { pack, rules: conditionsOf(pack).map((condition) => compileRule(pack, condition)) };
}

interface NamedCondition {
  kind: RuleKind;
  code: string;
  path: Path;
  rule: { label: string; when: string; level?: RiskLevel; key?: boolean };
}

function conditionsOf(pack: PolicyPack): NamedCondition[] {
  const list = (kind: RuleKind, path: Path, rules: Record<string, NamedCondition['rule']>) =>
    Object.entries(rules).map(([code, rule]) => ({ kind, code, path: [...path, code], rule }));
  return [
    ...list('trigger', ['triggers'], pack.triggers),
    ...list('indicator', ['indicators'], pack.indicators),
    ...list('exclusion', ['exclusions'], pack.exclusions),
    ...list('hard', ['levels', 'hard'], pack.levels.hard),
  ];
}

const PREFIX: Record<RuleKind, string> = { trigger: 't', indicator: 'i', exclusion: 'x', hard: 'h' };

function compileRule(pack: PolicyPack, { kind, code, rule }: NamedCondition): CompiledRule {
  const node = readCondition(rule.when, { facts: FACT_BY_NAME, parameters: pack.parameters });
  return {
    kind,
    code,
    label: rule.label,
    column: `${PREFIX[kind]}_${code.toLowerCase().replaceAll('-', '_')}`,
    node,
    sql: conditionSql(node),
    text: conditionText(node),
    facts: factsIn(node),
    parameters: parametersIn(node),
    level: rule.level ?? null,
    key: rule.key ?? false,
  };
}
