import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DateText } from '@shouwang/platform/ui/DateText.tsx';
import { RiskMark } from '@shouwang/platform/ui/RiskMark.tsx';
import { Link } from 'react-router';
import type { TraceView } from '../contract.runs.ts';

/** Hints that the household had in other runs. */
export function EarlierCard({ view }: { view: TraceView }) {
  const { earlier, householdId } = view;
  return (
    <Card title="其他批次的提示" note={earlier.length > 0 ? `${earlier.length} 次` : undefined} flush>
      {earlier.length === 0 ? (
        <p className="trc-none sw-note">其他批次没有提示过这一户。</p>
      ) : (
        <ul className="trc-earlier">
          {earlier.map((hit) => (
            <li key={hit.runId}>
              <DateText value={hit.at} />
              <RiskMark level={hit.level} />
              <Link to={`/screening/${hit.runId}/households/${householdId}`}>{hit.mainReason}</Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
