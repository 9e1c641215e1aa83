import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { DESKTOP, PHONE } from './harness.ts';
import type { Followed } from './journey.screening.ts';
import { type DeskPage, deskPages, openDeskPage } from './pages.ts';
import type { People } from './people.ts';
import { equal, type Steps } from './steps.ts';

const SCRIPT = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const GRAVE = ['serious', 'critical'];
const SIZES = { '1440x900': DESKTOP, '390x844': PHONE } as const;

/** Every main page at the size of a desk and of a telephone: nothing that bars a reader, nothing that scrolls sideways. */
export async function accessibility(steps: Steps, people: People, followed: Followed): Promise<void> {
  for (const [label, size] of Object.entries(SIZES))
    for (const desk of deskPages(followed))
      await steps.apart(`${desk.name} at ${label}`, () => inspect(people, desk, size));
}

async function inspect(people: People, desk: DeskPage, size: { width: number; height: number }): Promise<void> {
  const page = await openDeskPage(people, desk, size);
  const violations = await violationsOf(page);
  for (const line of violations) process.stdout.write(`       ${desk.name}: ${line.words}\n`);
  equal(
    violations.filter(({ grave }) => grave).map(({ words }) => words),
    [],
    'serious violations',
  );
  const width = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  equal(Math.max(0, width), 0, 'pixels by which the page scrolls sideways');
  if (desk.post === null) await page.context().close();
}

async function violationsOf(page: Page): Promise<{ grave: boolean; words: string }[]> {
  // The page's own policy forbids added scripts; the inspector is run by the browser's debugger instead.
  await page.evaluate(SCRIPT);
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: (options: object) => Promise<AxeResults> } };
    return (await axe.run({ resultTypes: ['violations'] })).violations;
  });
  return found.map(({ id, impact, nodes }) => ({
    grave: GRAVE.includes(impact ?? ''),
    words: `${impact} ${id} (${nodes.length}): ${nodes
      .slice(0, 3)
      .map((node) => `${node.target.join(' ')} ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`)
      .join(' | ')}`,
  }));
}
