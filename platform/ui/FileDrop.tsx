import { Upload as UploadIcon } from 'lucide-react';
import { type DragEvent, useId, useRef, useState } from 'react';
import { FileRow } from './FileRow.tsx';
import './FileDrop.css';
import { Icon } from './Icon.tsx';
import type { Upload } from './upload.ts';
import { useUploads } from './use-uploads.ts';

export type FileDropProps<T> = {
  /** What to put here: `把 YB-02 的文件拖到这里`. */
  label: string;
  hint?: string | undefined;
  /** Name endings with dot: `.xlsx,.csv`. */
  accept: string;
  maxBytes: number;
  multiple?: boolean | undefined;
  upload: Upload<T>;
  onDone: (result: T, file: File) => void;
};

/** Takes files by drop, click or keyboard; shows progress, cancel, refusal and retry for each. */
export function FileDrop<T>({ label, hint, accept, maxBytes, multiple, upload, onDone }: FileDropProps<T>) {
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const { items, add, cancel, retry } = useUploads({ accept, maxBytes, upload, onDone });
  const take = (list: FileList | null) => {
    const files = [...(list ?? [])];
    for (const file of multiple ? files : files.slice(0, 1)) add(file);
    if (input.current) input.current.value = '';
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  const drag = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <div className="sw-stack" style={{ gap: 8 }}>
      <label
        htmlFor={id}
        className={`sw-drop${over ? ' sw-drop-over' : ''}`}
        onDragOver={drag}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <span className="sw-drop-icon">
          <Icon of={UploadIcon} size={20} />
        </span>
        <b>{label}</b>
        <span className="sw-note">{hint ?? `或点这里选文件，支持 ${accept.replaceAll(',', ' ')}`}</span>
        <input
          ref={input}
          id={id}
          type="file"
          className="sw-hidden"
          accept={accept}
          multiple={multiple ?? false}
          onChange={(event) => take(event.target.files)}
        />
      </label>
      {items.length > 0 && (
        <ul className="sw-drop-list" aria-label="文件">
          {items.map((item) => (
            <FileRow key={item.id} item={item} onCancel={() => cancel(item.id)} onRetry={() => retry(item.id)} />
          ))}
        </ul>
      )}
    </div>
  );
}
