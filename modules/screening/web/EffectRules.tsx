import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { listOf } from '@shouwang/platform/ui/list-query.ts';
import type { SimulationView } from '../contract.simulation.ts';
import { RISK_WORDS } from '../rules.hits.ts';
import { Opens, ruleColumns } from './simulation-columns.tsx';

type Link = ((list: string) => string) | undefined;

type Row = SimulationView['rules'][number];
const moves = ({ starts, ends }: Row) => starts + ends;

function RuleTable({ rows, label, link }: { rows: readonly Row[]; label: string; link: Link }) {
  return (
    <DataTable
      label={label}
      query={listOf(rows)}
      columns={ruleColumns(link)}
      rowKey={(row) => `${row.kind}-${row.code}`}
      empty={{ title: '没有规则有变动', text: '换一个数值再看；没有变动的规则在下面。' }}
    />
  );
}

/** Rules whose households change, those that change most first; the others are folded away. */
export function EffectRules({ view, link }: { view: SimulationView; link?: Link }) {
  const rows = view.rules
    .filter(({ before, after }) => before > 0 || after > 0)
    .sort((a, b) => moves(b) - moves(a) || b.after - a.after);
  const moved = rows.filter((row) => moves(row) > 0);
  const still = rows.filter((row) => moves(row) === 0);
  const risks = view.risks.filter(({ before, after }) => before > 0 || after > 0);
  return (
    <Card title="按规则" note={`${moved.length} 条的户数有变动；一户可有多条`} flush>
      <RuleTable rows={moved} label="户数有变动的规则" link={link} />
      {still.length > 0 && (
        <details className="scr-more sim-more">
          <summary>没有变动的 {still.length} 条</summary>
          <RuleTable rows={still} label="户数没有变动的规则" link={link} />
        </details>
      )}
      {risks.length > 0 && (
        <p className="sim-risks">
          <span className="sw-note">按类别</span>
          {risks.map(({ risk, before, after }) => (
            <span key={risk}>
              {RISK_WORDS[risk] ?? risk} <Opens value={before} to={link?.(`risk~${risk}~before`)} label="筛查时" />
              <span aria-hidden="true"> → </span>
              <Opens value={after} to={link?.(`risk~${risk}~after`)} label="测算后" />
            </span>
          ))}
        </p>
      )}
    </Card>
  );
}
