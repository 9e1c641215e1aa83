import { Card } from '@shouwang/platform/ui/Card.tsx';
import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { CircleCheck } from 'lucide-react';
import type { Trace } from '../contract.ts';
import { reasonsOf } from './trace-words.ts';

const BY_VISIT = '入户认定为误报或不符合，写明理由，由镇复核后关闭；误报计入规则精准率。';

/** What makes each reason go away. */
export function ClearsCard({ trace }: { trace: Trace }) {
  const reasons = reasonsOf(trace.held);
  const clears = reasons.flatMap((rule, index) => (rule.clears ? [`理由 ${index + 1}：${rule.clears}`] : []));
  return (
    <Card title="怎样会解除">
      <ul className="trc-clears">
        {[...clears, BY_VISIT].map((text) => (
          <li key={text}>
            <Icon of={CircleCheck} size={16} />
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
