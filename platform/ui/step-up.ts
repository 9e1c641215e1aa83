/** Code of the refusal that asks for a one-time code; it reaches a caller when the person did not want to give one. */
export const NEEDED = 'step-up-needed';

type Asker = () => Promise<boolean>;
let asker: Asker | null = null;
let asking: Promise<boolean> | null = null;

/** Says how a person is asked for a one-time code again; the answer is whether he gave a right one. Returns how to stop that. */
export function onStepUpNeeded(ask: Asker): () => void {
  asker = ask;
  return () => {
    if (asker === ask) asker = null;
  };
}

/** Asks once, however many requests wait for it. */
function ask(): Promise<boolean> {
  asking ??= (asker?.() ?? Promise.resolve(false)).finally(() => {
    asking = null;
  });
  return asking;
}

async function isNeeded(response: Response): Promise<boolean> {
  if (response.status !== 403) return false;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  return (body as { code?: unknown } | null)?.code === NEEDED;
}

/**
 * Sends a request and, when the server asks for a one-time code first (`step-up-needed`), asks the person and sends it once more. When he does
 * not want to, the refusal goes to whoever sent it.
 */
export async function sendProven(send: () => Promise<Response>): Promise<Response> {
  const response = await send();
  if (!(await isNeeded(response)) || !(await ask())) return response;
  return send();
}
