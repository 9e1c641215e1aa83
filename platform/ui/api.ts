import createClient, { type Client, type Middleware } from 'openapi-fetch';
import { networkProblem, readProblem } from './problem.ts';
import { sendProven } from './step-up.ts';

/**
 * The paths of the server's OpenAPI document. The desk adds the generated `paths` to this interface by
 * declaration merging, so that pages are typed without knowing the app that they are mounted in.
 * @public
 */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled by declaration merging
export interface ApiPaths {}

type LooseOperation = {
  parameters: { query?: Record<string, unknown>; path?: Record<string, unknown>; header?: Record<string, unknown> };
  requestBody?: { content: { 'application/json': unknown } };
  responses: { 200: { content: { 'application/json': unknown } } };
};
type Verb = 'get' | 'put' | 'post' | 'delete' | 'patch';
type LoosePaths = Record<string, Record<Verb, LooseOperation>>;
type Paths = keyof ApiPaths extends never ? LoosePaths : ApiPaths;

/** Header that no form and no foreign page can send: together with SameSite cookies it stops forged requests. */
export const CSRF_HEADER = 'X-Shouwang-Request';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
let signedOut: (() => void) | null = null;

/** Says what happens when the server no longer knows the session (401): the shell goes to the sign-in page. */
export function onSignedOut(handler: () => void): void {
  signedOut = handler;
}

/** Tells the shell that the session has ended. For transports other than `api`, such as uploads. */
export function reportSignedOut(): void {
  signedOut?.();
}

/** Headers of every unsafe request; the key makes a repeated request harmless. */
export function unsafeHeaders(idempotencyKey: string = crypto.randomUUID()): Record<string, string> {
  return { [CSRF_HEADER]: '1', 'Idempotency-Key': idempotencyKey };
}

/** `If-Match` for a change of a versioned object: `headers: ifMatch(household.version)`. */
export function ifMatch(version: number | string): { 'If-Match': string } {
  return { 'If-Match': `"${version}"` };
}

/** Sends a request; an unsafe one is sent once more with the same key when the network fails, any one when it needed a one-time code first. */
function send(request: Request): Promise<Response> {
  return sendProven(() => sendOnce(request.clone()));
}

async function sendOnce(request: Request): Promise<Response> {
  if (!request.headers.has('Idempotency-Key')) return fetch(request);
  const again = request.clone();
  return fetch(request).catch((error: unknown) => {
    if (request.signal.aborted) throw error;
    return fetch(again);
  });
}

const guard: Middleware = {
  onRequest({ request }) {
    request.headers.set(CSRF_HEADER, '1');
    if (SAFE.has(request.method) || request.headers.has('Idempotency-Key')) return;
    request.headers.set('Idempotency-Key', crypto.randomUUID());
  },
  async onResponse({ response, schemaPath }) {
    if (response.ok) return;
    if (response.status === 401 && schemaPath !== '/api/session') reportSignedOut();
    throw await readProblem(response);
  },
  onError({ error }) {
    if (error instanceof DOMException && error.name === 'AbortError') return error;
    return networkProblem();
  },
};

/** Makes a typed client of the internal API with sign-in cookie, CSRF header, idempotency and problem mapping. */
export function createApi(): Client<Paths> {
  const client = createClient<Paths>({ baseUrl: '', credentials: 'same-origin', fetch: send });
  client.use(guard);
  return client;
}

/** The client that all pages use. */
export const api = createApi();

/** The data of a call; a refusal was thrown already as a ProblemError. */
export async function unwrap<T>(call: Promise<{ data?: T }>): Promise<T>;
export async function unwrap<T>(call: Promise<{ data?: unknown }>): Promise<T>;
export async function unwrap<T>(call: Promise<{ data?: unknown }>): Promise<T> {
  const { data } = await call;
  return data as T;
}
