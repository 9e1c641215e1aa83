import { Button } from 'antd';
import { RefreshCw, TriangleAlert } from 'lucide-react';
import { Icon } from './Icon.tsx';
import { NoRight } from './NoRight.tsx';
import { asProblem } from './problem.ts';
import './StateCard.css';

export type ErrorStateProps = {
  error: unknown;
  onRetry?: (() => void) | undefined;
  title?: string | undefined /** true: it is the whole page. */;
  page?: boolean | undefined;
};

/** A card that could not be filled: what happened, what is safe, the request id, and a retry. 403 becomes `NoRight`. */
export function ErrorState({ error, onRetry, title, page }: ErrorStateProps) {
  const Heading = page ? 'h1' : 'h3';
  const problem = asProblem(error);
  if (problem.status === 403) return <NoRight detail={problem.detail || undefined} />;
  return (
    <div className="sw-state sw-state-bad" role="alert">
      <span className="sw-state-icon">
        <Icon of={TriangleAlert} size={20} />
      </span>
      <Heading>{title ?? problem.title}</Heading>
      {title && <p>{problem.title}</p>}
      {problem.detail && <p>{problem.detail}</p>}
      {problem.requestId && (
        <p>
          编号 <span className="sw-mono">{problem.requestId}</span>，可告知运维
        </p>
      )}
      {onRetry && (
        <div className="sw-state-act">
          <Button icon={<Icon of={RefreshCw} />} onClick={onRetry}>
            重试
          </Button>
        </div>
      )}
    </div>
  );
}
