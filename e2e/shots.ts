/** `npm run shots`: pictures of the main pages, in the state in which the journey leaves them, into shots/. */
import { mkdirSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumPath, DESKTOP, openBrowser, PHONE, startProduct } from './harness.ts';
import type { Followed } from './journey.screening.ts';
import { journey } from './journey.ts';
import { deskPages, openDeskPage } from './pages.ts';
import { People } from './people.ts';
import { holds, Steps } from './steps.ts';

const HOUSEHOLDS = Number(process.env.SHOUWANG_DEMO_HOUSEHOLDS ?? 3000);
const FOLDER = 'shots';
const README_PICTURE = 'docs/images/workbench.png';
const README_BYTES = 300_000;
const SIZES = { '1440x900': DESKTOP, '390x844': PHONE } as const;
const say = (line: string) => process.stdout.write(`${line}\n`);

/** The workbench of the county on a busy day, as the README shows it. */
async function readmePicture(steps: Steps, people: People, followed: Followed): Promise<void> {
  await steps.step('workbench for the README', async () => {
    const desk = deskPages(followed).find((one) => one.name === 'workbench');
    if (!desk) throw new Error('no page workbench');
    const page = await openDeskPage(people, desk, DESKTOP);
    mkdirSync(join(README_PICTURE, '..'), { recursive: true });
    await page.screenshot({ path: README_PICTURE, animations: 'disabled' });
    holds(statSync(README_PICTURE).size < README_BYTES, 'the picture of the README is too large');
  });
}

async function shoot(executable: string): Promise<number> {
  const product = await startProduct(HOUSEHOLDS);
  const browser = await openBrowser(executable);
  const people = new People(browser, product);
  const steps = new Steps(mkdtempSync(join(tmpdir(), 'shouwang-shots-failed-')), () => people.contexts);
  mkdirSync(FOLDER, { recursive: true });
  try {
    await steps.journey('The journey before the pictures', async () => {
      const followed = await journey(steps, people, product, (now) => readmePicture(steps, people, now));
      for (const [label, size] of Object.entries(SIZES))
        for (const desk of deskPages(followed))
          await steps.apart(`${desk.name} ${label}`, async () => {
            const page = await openDeskPage(people, desk, size);
            await page.screenshot({ path: join(FOLDER, `${desk.name}-${label}.png`), animations: 'disabled' });
            await page.screenshot({
              path: join(FOLDER, `${desk.name}-${label}-full.png`),
              fullPage: true,
              animations: 'disabled',
            });
          });
    });
  } finally {
    await browser.close();
    await product.stop();
  }
  say(`\n${steps.passed} passed, ${steps.failed} failed; the pictures are in ${FOLDER}/`);
  return steps.failed === 0 ? 0 : 1;
}

const executable = chromiumPath();
if (executable) {
  process.exitCode = await shoot(executable);
} else {
  say('NOT RUN: Chromium is not installed (apt-get install chromium)');
  process.exitCode = process.env.CI === 'true' ? 1 : 0;
}
