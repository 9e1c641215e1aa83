import { App } from 'antd';
import type { MouseEvent } from 'react';
import { fetchFile } from './download.ts';
import { asProblem } from './problem.ts';

/** What a link to a guarded file does on a click: the file is fetched as an answer, so that a one-time code can be asked for and a refusal be read. */
export function useSaveFile(): (event: MouseEvent<HTMLElement>) => void {
  const { message } = App.useApp();
  return (event) => {
    event.preventDefault();
    const { href } = event.currentTarget as HTMLAnchorElement;
    const close = message.loading('正在准备文件', 0);
    fetchFile(href)
      .catch((error: unknown) => void message.error(asProblem(error).detail))
      .finally(close);
  };
}
