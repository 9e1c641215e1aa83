import { reportSignedOut, unsafeHeaders } from './api.ts';
import { networkProblem, readProblem } from './problem.ts';
import { sendProven } from './step-up.ts';

/** The name that the server gave a file; without one `文件`. */
export function fileNameOf(disposition: string | null): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  try {
    return encoded ? decodeURIComponent(encoded) : '文件';
  } catch {
    return '文件';
  }
}

/** Orders a file with a POST and saves it under the server's name. A refusal is thrown as a ProblemError. */
export function orderFile(url: string, order: object): Promise<void> {
  const headers = { 'Content-Type': 'application/json', ...unsafeHeaders() };
  return fetchFile(url, { method: 'POST', headers, body: JSON.stringify(order) });
}

/** Fetches a file, after a one-time code where the server wants one, and saves it under the server's name. A refusal is thrown as a ProblemError. */
export async function fetchFile(url: string, request: RequestInit = {}): Promise<void> {
  const response = await sendProven(() => fetch(url, { credentials: 'same-origin', ...request })).catch(() => {
    throw networkProblem();
  });
  if (!response.ok) {
    if (response.status === 401) reportSignedOut();
    throw await readProblem(response);
  }
  save(await response.blob(), fileNameOf(response.headers.get('content-disposition')));
}

function save(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
