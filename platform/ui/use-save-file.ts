import { App } from 'antd';
import type { MouseEvent } from 'react';
import { fetchFile } from './download.ts';
import { asProblem } from './problem.ts';
import { NEEDED } from './step-up.ts';

/** What a link to a guarded file does on a click: the file is fetched as an answer, so that a one-time code can be asked for and a refusal be read; whoever does not give the code hears no more of it. */
export function useSaveFile(): (event: MouseEvent<HTMLElement>) => void {
  const { message } = App.useApp();
  return (event) => {
    event.preventDefault();
    const { href } = event.currentTarget as HTMLAnchorElement;
    fetchFile(href).catch((error: unknown) => {
      const problem = asProblem(error);
      if (problem.code !== NEEDED) void message.error(problem.detail || problem.title);
    });
  };
}
