import { Button } from 'antd';
import './LongTask.css';
import { count, durationWords, percent } from './numbers.ts';

export type LongTaskProps = {
  title: string;
  done: number;
  /** null = the size is not known yet. */
  total: number | null;
  /** Rows a second, measured. */
  rate?: number | null | undefined;
  secondsLeft?: number | null | undefined;
  noun?: string | undefined;
  state?: 'running' | 'waiting' | 'failed' | 'done' | undefined;
  /** Shown instead of the closing remark when it failed or waits. */
  note?: string | undefined;
  onCancel?: (() => void) | undefined;
};

/** Work that takes a while: rows done, rate, time left. The page may be closed. */
export function LongTask(props: LongTaskProps) {
  const { title, done, total, rate, secondsLeft, noun = '行', state = 'running', note, onCancel } = props;
  const share = total ? Math.min(1, done / total) : 0;
  return (
    <div className={`sw-long sw-long-${state}`}>
      <div className="sw-long-head">
        <b>{title}</b>
        <span>{total === null ? '准备中' : percent(share, 0)}</span>
      </div>
      <div
        className="sw-long-track"
        role="progressbar"
        tabIndex={-1}
        aria-label={title}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
      >
        <i style={{ width: `${share * 100}%` }} />
      </div>
      <dl>
        <dt>已处理</dt>
        <dd>{total === null ? `${count(done)} ${noun}` : `${count(done)} / ${count(total)} ${noun}`}</dd>
        {rate ? (
          <>
            <dt>速度</dt>
            <dd>
              {count(rate)} {noun}/秒
            </dd>
          </>
        ) : null}
        {secondsLeft ? (
          <>
            <dt>还需</dt>
            <dd>{durationWords(secondsLeft)}</dd>
          </>
        ) : null}
      </dl>
      <div className="sw-long-foot">
        <span className="sw-note">{note ?? (state === 'done' ? '已完成' : '可以关掉页面，完成后提醒')}</span>
        {onCancel && state === 'running' && (
          <Button size="small" onClick={onCancel}>
            停止
          </Button>
        )}
      </div>
    </div>
  );
}
