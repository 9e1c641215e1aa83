import { Lock } from 'lucide-react';
import { Icon } from './Icon.tsx';
import './StateCard.css';

/** The post may not see this. Says so; never a zero, never an empty list. */
export function NoRight({ detail }: { detail?: string | undefined }) {
  return (
    <div className="sw-state sw-state-quiet">
      <span className="sw-state-icon">
        <Icon of={Lock} size={20} />
      </span>
      <h3>不在您的辖区</h3>
      <p>{detail ?? '您的岗位看不到这里的内容。如因工作需要，请向上级主管申请。'}</p>
    </div>
  );
}
