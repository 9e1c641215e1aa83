import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { asProblem } from '@shouwang/platform/ui/problem.ts';
import { useSession } from '@shouwang/platform/ui/session.ts';
import { App, Button } from 'antd';
import { CalendarClock } from 'lucide-react';
import { useAdvanceClock } from '../session-api.ts';

const STEPS = [1, 3, 7, 15, 30];

import { TopPopover } from './TopPopover.tsx';

/** Shows the demonstration's day and moves it forward, so that limits and publicity periods can be seen to run. */
export function DemonstrationClock() {
  const { today } = useSession();
  const { message } = App.useApp();
  const advance = useAdvanceClock();
  const move = (days: number) =>
    advance.mutate(days, {
      onSuccess: () => void message.success(`演示时间已前进 ${days} 天`),
      onError: (error) => void message.error(asProblem(error).title),
    });
  const steps = (
    <div className="sw-stack" style={{ gap: 8, width: 232 }}>
      <p className="sw-note">演示时间可以往前走，看期限、公示怎样到期。不能往回走。</p>
      <div className="sw-row">
        {STEPS.map((days) => (
          <Button key={days} size="small" loading={advance.isPending} onClick={() => move(days)}>
            +{days} 天
          </Button>
        ))}
      </div>
    </div>
  );
  return (
    <TopPopover content={steps} placement="bottomRight">
      <button type="button" className="desk-clock">
        <Icon of={CalendarClock} size={14} />
        <span className="desk-clock-word">演示</span> {today}
        <span className="sw-hidden">演示时间，点开调整</span>
      </button>
    </TopPopover>
  );
}
