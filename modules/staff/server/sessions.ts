import type { Tx } from '@shouwang/platform/db/scope.ts';
import { endSessions, listSessions } from '@shouwang/platform/identity/identity.ts';

const SHOWN_DIGITS = 24;

/** What a session is called on screen: the beginning of the hash of its token, which signs nobody in. */
export const sessionName = (tokenHash: string) => tokenHash.slice(0, SHOWN_DIGITS);

/** Ends one live session of an account; false when it is not there. */
export async function endSessionOf(tx: Tx, accountId: string, name: string): Promise<boolean> {
  const session = (await listSessions(tx, accountId)).find(({ tokenHash }) => sessionName(tokenHash) === name);
  if (!session) return false;
  await endSessions(tx, { tokenHash: session.tokenHash });
  return true;
}
