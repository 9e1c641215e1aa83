import { useCallback, useRef, useState } from 'react';
import { refuseFile } from './file-rules.ts';
import { asProblem } from './problem.ts';
import type { Upload } from './upload.ts';

export type UploadItem = {
  id: string;
  file: File;
  state: 'sending' | 'done' | 'failed';
  loaded: number;
  failure: string;
  canRetry: boolean;
};
type Options<T> = { accept: string; maxBytes: number; upload: Upload<T>; onDone: (result: T, file: File) => void };

/** Keeps the list of files that are on their way, each with progress, cancel and retry. */
export function useUploads<T>({ accept, maxBytes, upload, onDone }: Options<T>) {
  const [items, setItems] = useState<UploadItem[]>([]);
  const running = useRef(new Map<string, AbortController>());
  const change = useCallback((id: string, part: Partial<UploadItem>) => {
    setItems((now) => now.map((item) => (item.id === id ? { ...item, ...part } : item)));
  }, []);

  const start = async (id: string, file: File) => {
    const control = new AbortController();
    running.current.set(id, control);
    change(id, { state: 'sending', loaded: 0, failure: '' });
    try {
      const onProgress = ({ loaded }: { loaded: number }) => change(id, { loaded });
      const result = await upload(file, { signal: control.signal, onProgress });
      change(id, { state: 'done', loaded: file.size });
      onDone(result, file);
    } catch (error) {
      if (control.signal.aborted) return setItems((now) => now.filter((item) => item.id !== id));
      const problem = asProblem(error);
      change(id, { state: 'failed', failure: problem.detail || problem.title, canRetry: true });
    } finally {
      running.current.delete(id);
    }
  };

  const add = (file: File) => {
    const id = crypto.randomUUID();
    const failure = refuseFile(file, accept, maxBytes) ?? '';
    const item: UploadItem = { id, file, state: failure ? 'failed' : 'sending', loaded: 0, failure, canRetry: false };
    setItems((now) => [item, ...now]);
    if (!failure) void start(id, file);
  };
  const cancel = (id: string) => {
    const control = running.current.get(id);
    if (control) control.abort();
    else setItems((now) => now.filter((item) => item.id !== id));
  };
  const retry = (id: string) => {
    const item = items.find((entry) => entry.id === id);
    if (item) void start(id, item.file);
  };
  return { items, add, cancel, retry };
}
