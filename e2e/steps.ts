import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Thrown to end a journey whose later steps need the one that failed. */
export class JourneyBroken extends Error {}

/** Counts the steps of a run, one printed line each, and keeps what the pages showed when one failed. */
export class Steps {
  passed = 0;
  failed = 0;
  readonly #folder: string;
  readonly #contexts: () => readonly BrowserContext[];

  constructor(folder: string, contexts: () => readonly BrowserContext[]) {
    this.#folder = folder;
    this.#contexts = contexts;
  }

  /** Runs one step. What follows needs it, so a failure ends the journey. */
  async step<T>(name: string, work: () => Promise<T>): Promise<T> {
    const began = performance.now();
    const seconds = () => ((performance.now() - began) / 1000).toFixed(1).padStart(5);
    try {
      const result = await work();
      this.passed += 1;
      say(`ok   ${seconds()} s  ${name}`);
      return result;
    } catch (error) {
      this.failed += 1;
      say(`FAIL ${seconds()} s  ${name}`);
      say(
        `     ${String((error as Error).message ?? error)
          .split('\n')
          .slice(0, 12)
          .join('\n     ')}`,
      );
      await this.#keep(name);
      throw new JourneyBroken(name, { cause: error });
    }
  }

  /** Runs a step on which nothing else rests. */
  async apart(name: string, work: () => Promise<void>): Promise<void> {
    await this.step(name, work).catch((error: unknown) => {
      if (!(error instanceof JourneyBroken)) throw error;
    });
  }

  /** Runs a journey; a broken one has said why already. */
  async journey(name: string, work: () => Promise<void>): Promise<boolean> {
    say(`\n${name}`);
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof JourneyBroken)) {
        this.failed += 1;
        say(`FAIL          ${name}: ${(error as Error).stack ?? String(error)}`);
        await this.#keep(name);
      }
      return false;
    }
  }

  async #keep(name: string): Promise<void> {
    mkdirSync(this.#folder, { recursive: true });
    const pages = this.#contexts().flatMap((context) => context.pages());
    for (const [index, page] of pages.entries()) {
      const base = join(this.#folder, `${this.failed}-${name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 40)}-${index}`);
      await page.screenshot({ path: `${base}.png`, fullPage: true, timeout: 10_000 }).catch(() => undefined);
      const text = await page
        .locator('body')
        .innerText({ timeout: 5000 })
        .catch(() => '(no text)');
      writeFileSync(`${base}.txt`, `${page.url()}\n\n${text}\n`);
    }
    say(`     pages kept in ${this.#folder}`);
  }
}

/** Fails with both values when they differ. */
export function equal<T>(found: T, wanted: T, what: string): void {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`${what}: found ${a}, wanted ${b}`);
}

/** Fails when something does not hold. */
export function holds(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(what);
}
