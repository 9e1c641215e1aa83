import { readSettings, StartError } from '@shouwang/platform/config.ts';
import { openDatabase } from '@shouwang/platform/db/open.ts';

/** What a command gets: where to report progress (a line that begins with \r only on a terminal), and its one line of result. */
export interface CommandOutput {
  say: (text: string) => void;
  done: (line: string) => void;
}

/** Runs a command of an operator on the opened database; a refusal is one sentence and exit code 1. */
export async function command(work: (output: CommandOutput) => Promise<void>): Promise<void> {
  try {
    const database = await openDatabase(readSettings());
    try {
      await work({
        say: (text) => {
          if (process.stderr.isTTY || !text.startsWith('\r')) process.stderr.write(text);
        },
        done: (line) => void process.stdout.write(`${line}\n`),
      });
    } finally {
      await database.close();
    }
  } catch (error) {
    process.stderr.write(
      error instanceof StartError ? `${error.message}\n` : `${(error as Error).stack ?? String(error)}\n`,
    );
    process.exitCode = 1;
  }
}
