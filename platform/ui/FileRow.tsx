import { CircleCheck, FileText } from 'lucide-react';
import './FileDrop.css';
import { fileSize } from './file-rules.ts';
import { Icon } from './Icon.tsx';
import './LongTask.css';
import './MaskedText.css';
import type { UploadItem } from './use-uploads.ts';

export type FileRowProps = { item: UploadItem; onCancel: () => void; onRetry: () => void };

/** One file on its way: name, size, progress or what went wrong. */
export function FileRow({ item, onCancel, onRetry }: FileRowProps) {
  const share = item.file.size ? Math.min(1, item.loaded / item.file.size) : 0;
  return (
    <li className={`sw-file sw-file-${item.state}`}>
      <Icon of={item.state === 'done' ? CircleCheck : FileText} />
      <div className="sw-file-words">
        <div className="sw-file-name">
          <span>{item.file.name}</span>
          <span className="sw-note">{fileSize(item.file.size)}</span>
        </div>
        {item.state === 'sending' && (
          <div
            className="sw-long-track"
            role="progressbar"
            tabIndex={-1}
            aria-label={`上传 ${item.file.name}`}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round(share * 100)}
          >
            <i style={{ width: `${share * 100}%` }} />
          </div>
        )}
        {item.state === 'failed' && (
          <p role="alert" className="sw-field-error">
            {item.failure}
          </p>
        )}
      </div>
      {item.state === 'failed' && item.canRetry && (
        <button type="button" className="sw-act" onClick={onRetry}>
          重传
        </button>
      )}
      {item.state !== 'done' && (
        <button type="button" className="sw-act" onClick={onCancel}>
          {item.state === 'sending' ? '取消' : '移除'}
        </button>
      )}
    </li>
  );
}
