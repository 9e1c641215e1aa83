import { reportSignedOut, unsafeHeaders } from './api.ts';
import { networkProblem, toProblem } from './problem.ts';

type UploadProgress = { loaded: number; total: number };
type UploadOptions = { signal: AbortSignal; onProgress: (progress: UploadProgress) => void };
/** Sends one file and gives the server's answer. */
export type Upload<T> = (file: File, options: UploadOptions) => Promise<T>;

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/**
 * An upload to `url` as multipart form data with progress and cancel. `fields` go before the file, so that a
 * streaming server knows them first.
 */
export function uploadTo<T>(url: string, fields: Readonly<Record<string, string>> = {}): Upload<T> {
  return (file, { signal, onProgress }) =>
    new Promise<T>((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open('POST', url);
      for (const [name, value] of Object.entries(unsafeHeaders())) request.setRequestHeader(name, value);
      request.upload.onprogress = (event) => onProgress({ loaded: event.loaded, total: event.total });
      request.onerror = () => reject(networkProblem());
      request.onabort = () => reject(new DOMException('cancelled', 'AbortError'));
      request.onload = () => {
        const body = parse(request.responseText);
        if (request.status >= 200 && request.status < 300) return resolve(body as T);
        if (request.status === 401) reportSignedOut();
        reject(toProblem(request.status, body, request.getResponseHeader('x-request-id')));
      };
      signal.addEventListener('abort', () => request.abort(), { once: true });
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      form.append('file', file);
      request.send(form);
    });
}
