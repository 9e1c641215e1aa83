import { afterEach, expect, test } from 'vitest';
import { onStepUpNeeded, sendProven } from './step-up.ts';

const answer = (status: number, code: string) => new Response(JSON.stringify({ code }), { status });
let stop: () => void = () => undefined;
afterEach(() => stop());

/** Sends requests that need a code until one was given. */
function aServer() {
  const state = { proven: false, sent: 0, asked: 0 };
  const send = async () => {
    state.sent += 1;
    return state.proven ? answer(200, '') : answer(403, 'step-up-needed');
  };
  const ask = (gives: boolean) => {
    stop = onStepUpNeeded(async () => {
      state.asked += 1;
      state.proven = gives;
      return gives;
    });
  };
  return { state, send, ask };
}

test('asks for the code and sends the request once more', async () => {
  const { state, send, ask } = aServer();
  ask(true);
  expect((await sendProven(send)).status).toBe(200);
  expect(state).toMatchObject({ sent: 2, asked: 1 });
});

test('asks once when several requests wait for it', async () => {
  const { state, send, ask } = aServer();
  ask(true);
  const answers = await Promise.all([sendProven(send), sendProven(send), sendProven(send)]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(state.asked).toBe(1);
});

test('hands the refusal on when the person gives no code, and when nobody can be asked', async () => {
  const { send, state, ask } = aServer();
  ask(false);
  expect((await sendProven(send)).status).toBe(403);
  stop();
  expect((await sendProven(send)).status).toBe(403);
  expect(state.sent).toBe(2);
});

test('leaves other refusals alone, with their body unread', async () => {
  const response = await sendProven(async () => answer(403, 'outside-scope'));
  expect(await response.json()).toEqual({ code: 'outside-scope' });
});
