import { Card } from '@shouwang/platform/ui/Card.tsx';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import type { TraceView } from '../contract.runs.ts';
import { EvidenceTable } from './EvidenceTable.tsx';
import { evidenceRows } from './evidence-rows.ts';

/** Items of the negative list that were found: each for a person to judge, none refuses by itself. */
export function ExclusionCard({ view }: { view: TraceView }) {
  const { held, income } = view.trace;
  const found = held.filter((rule) => rule.kind === 'exclusion');
  if (found.length === 0) return null;
  return (
    <Card title="负面清单，须由人判断" note={`${found.length} 项；命中不等于不纳入`} flush>
      {found.map((rule) => (
        <div key={rule.code} className="trc-exclusion">
          <p>
            <b>{rule.label}</b> <StatusTag kind="policy">{rule.code}</StatusTag>
          </p>
          <Note>{rule.say}</Note>
          <EvidenceTable
            label={`${rule.label}的数据来源`}
            rows={evidenceRows(rule, { files: view.files, registryDate: income.dataDate })}
          />
        </div>
      ))}
    </Card>
  );
}
