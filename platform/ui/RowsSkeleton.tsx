import { useDelayed } from './hooks.ts';
import './StateCard.css';

export type RowsSkeletonProps = { rows?: number | undefined; height?: 36 | 48 | undefined };

const WIDTHS = ['84%', '60%', '73%', '48%', '78%', '66%'];

/** Rows in the shape of the list that is loading; nothing at all for the first 300 ms. */
export function RowsSkeleton({ rows = 5, height = 48 }: RowsSkeletonProps) {
  const late = useDelayed(true);
  return (
    <div role="status" aria-label="正在加载" style={{ minHeight: rows * height }}>
      {late &&
        Array.from({ length: rows }, (_, index) => WIDTHS[index % WIDTHS.length]).map((width, index) => (
          <div key={index} className="sw-skeleton-row" style={{ height }} aria-hidden="true">
            <i className="sw-bone sw-bone-square" />
            <span className="sw-bone-lines">
              <i className="sw-bone" style={{ width }} />
              {height === 48 && <i className="sw-bone" style={{ width: '40%' }} />}
            </span>
          </div>
        ))}
    </div>
  );
}
