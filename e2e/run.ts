/** `npm run e2e`: the product on a fresh data folder, and what its people do in a real browser. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessibility } from './axe.ts';
import { chromiumPath, openBrowser, startProduct } from './harness.ts';
import { journey } from './journey.ts';
import { People } from './people.ts';
import { equal, Steps } from './steps.ts';

const HOUSEHOLDS = 3000;
const say = (line: string) => process.stdout.write(`${line}\n`);

async function run(executable: string): Promise<number> {
  const began = performance.now();
  const product = await startProduct(HOUSEHOLDS);
  say(`The product is ready at ${product.url} after ${((performance.now() - began) / 1000).toFixed(1)} s.`);
  const browser = await openBrowser(executable);
  const people = new People(browser, product);
  const steps = new Steps(mkdtempSync(join(tmpdir(), 'shouwang-e2e-failed-')), () => people.contexts);
  try {
    await steps.journey('The journey', async () => {
      const followed = await journey(steps, people, product);
      process.stdout.write('\nAccessibility and width\n');
      await accessibility(steps, people, followed);
    });
    await steps.apart('no page threw an error or tried to set markup on the way', async () =>
      equal([...new Set(people.faults)], [], 'faults'),
    );
  } finally {
    await browser.close();
    await product.stop();
  }
  say(`\n${steps.passed} passed, ${steps.failed} failed (${((performance.now() - began) / 1000).toFixed(0)} s)`);
  return steps.failed === 0 ? 0 : 1;
}

const executable = chromiumPath();
if (executable) {
  process.exitCode = await run(executable);
} else {
  say('NOT RUN: Chromium is not installed (apt-get install chromium)');
  process.exitCode = process.env.CI === 'true' ? 1 : 0;
}
