import type { Page } from 'playwright-core';
import { card, goTo, type People, seen } from './people.ts';
import { holds, type Steps } from './steps.ts';

const COUNTY = '翁源县审定';

/** The household that the journey follows. */
export interface Followed {
  head: string;
  town: string;
  village: string;
  householdPath: string;
  casePath: string;
  tracePath: string;
  runPath: string;
  /** The report of the file with the bad rows. */
  reportPath: string;
  /** A second household of the same town, for what is to be refused. */
  otherCasePath: string;
  otherVillage: string;
}

/** The county screens, looks at one red household and dispatches. */
export async function screeningJourney(steps: Steps, people: People): Promise<Omit<Followed, 'reportPath'>> {
  const page = await steps.step('county officer signs in', () => people.page(COUNTY));
  await steps.step('starts a screening and sees its result', async () => {
    await goTo(page, '筛查');
    await page.getByRole('button', { name: '发起筛查' }).click();
    await seen(page.getByRole('dialog').getByText('现行政策包').or(page.getByRole('dialog').getByText('参考线')));
    await page.getByRole('dialog').getByRole('button', { name: '开始筛查' }).click();
    await page.waitForURL(/\/screening\/[^/?]+$/);
    await seen(page.getByRole('heading', { level: 1, name: /筛查结果/ }), 60_000);
    await seen(page.getByText('8 项数据到齐'));
  });
  const runPath = new URL(page.url()).pathname;
  const town = await steps.step('filters red and selects a town in the table beside the map', () =>
    selectTown(page, people),
  );
  await steps.step('the map shows the towns and picks the same', () =>
    seen(page.locator('.sw-map canvas, .sw-map svg, .scr-tiles')),
  );
  const { head, tracePath } = await steps.step('opens a red household and reads why', () => openTrace(page, town));
  await steps.step('works it out again with the data of then: the same', async () => {
    await page.getByRole('button', { name: '按当时数据复算' }).click();
    await seen(page.getByText('复算一致'), 60_000);
  });
  await steps.step('dispatches the run', async () => {
    await people.open(page, runPath);
    await page.getByRole('button', { name: /^派发 / }).click();
    await page.getByRole('dialog').getByRole('button', { name: '派发', exact: true }).click();
    await seen(page.getByText(/已派发 [\d,]+ 张工作单/), 120_000);
  });
  const sheets = await steps.step('finds the work sheet under 线索与预警', () => findSheet(page, { head, town }));
  const cases = await steps.step('finds the case under 识别办理', () =>
    findCases(page, { head, town, village: sheets.village }),
  );
  return { head, town, runPath, tracePath, ...sheets, ...cases };
}

/** A town whose villages have accounts and that has red households. */
async function selectTown(page: Page, people: People): Promise<string> {
  const posts = (await people.accounts()).map((account) => account.roleName);
  const table = page.getByRole('table', { name: /按镇$/ });
  await seen(table.locator('tbody tr'));
  const red = (await table.locator('thead th').allInnerTexts()).findIndex((title) => title.trim() === '红');
  for (const row of await table.locator('tbody tr').all()) {
    const name = ((await row.locator('td').first().innerText()).split('\n')[0] ?? '')
      .replace('户数少，慎比', '')
      .trim();
    const count = Number(await row.locator('td').nth(red).innerText());
    if (count < 2 || !posts.some((post) => post.startsWith(name) && post.endsWith('信息员'))) continue;
    await row.click();
    await seen(page.getByRole('table', { name: `${name}按村` }));
    await page
      .getByRole('radiogroup', { name: '等级' })
      .or(page.locator('.ant-segmented[aria-label="等级"]'))
      .first()
      .getByText(/^红/)
      .click();
    await page.waitForURL(/level=1/);
    return name;
  }
  throw new Error('no town with accounts has two red households');
}

async function openTrace(page: Page, town: string): Promise<{ head: string; tracePath: string }> {
  const table = page.getByRole('table', { name: `${town}筛查提示的户` });
  await seen(table.locator('tbody tr'));
  await table.locator('tbody tr').first().click();
  await seen(page.getByRole('heading', { level: 1, name: '为什么提示这一户' }));
  const conclusion = await page.locator('.trc-conclusion').innerText();
  holds(conclusion.length > 10 && /[。；]/.test(conclusion), `no conclusion sentence: ${conclusion}`);
  await seen(page.getByText('这是提示，不是结论。'));
  await seen(page.getByText(/_440229_\d{6}\.csv/));
  await seen(page.getByText(/^第 [\d,]+ 行$/));
  const words = await page.locator('.sw-page-head, header').filter({ hasText: '共同生活' }).first().innerText();
  const head = /([\p{Script=Han}·]+)户，/u.exec(words)?.[1];
  holds(head, `no head of household in ${words}`);
  return { head, tracePath: new URL(page.url()).pathname };
}

async function findSheet(
  page: Page,
  { head, town }: { head: string; town: string },
): Promise<{ village: string; householdPath: string }> {
  await page
    .getByRole('link', { name: '看工作单' })
    .or(page.getByRole('button', { name: '看工作单' }))
    .first()
    .click();
  await seen(page.getByRole('heading', { level: 1, name: '线索与预警' }));
  const row = page
    .getByRole('table', { name: '线索与预警工作单' })
    .locator('tbody tr')
    .filter({ hasText: `${head}户` })
    .filter({ hasText: town });
  await seen(row);
  const village = /· (\S+)/.exec(await row.first().innerText())?.[1];
  const householdPath = await row
    .first()
    .getByRole('link', { name: `${head}户` })
    .getAttribute('href');
  holds(village && householdPath, 'the sheet names village and household');
  return { village, householdPath };
}

type CasesFound = Pick<Followed, 'casePath' | 'otherCasePath' | 'otherVillage'>;

async function findCases(page: Page, of: { head: string; town: string; village: string }): Promise<CasesFound> {
  await goTo(page, '识别办理');
  const table = page.getByRole('table', { name: '识别件' });
  const rows = table.locator('tbody tr');
  await page.getByLabel('户主姓名或办理编号').fill(of.head);
  await page.getByLabel('户主姓名或办理编号').press('Enter');
  await page.waitForURL(/q=/);
  const mine = rows.filter({ hasText: `${of.head}户` }).filter({ hasText: of.village });
  await seen(mine);
  await mine.first().click();
  await seen(page.getByRole('heading', { level: 1, name: `${of.head}户` }));
  const casePath = new URL(page.url()).pathname;
  await seen(card(page, '线索'));
  await goTo(page, '识别办理');
  const other = rows.filter({ hasText: of.town }).filter({ hasNotText: `${of.head}户` });
  await seen(other);
  const otherVillage = /· (\S+)/.exec(await other.first().innerText())?.[1];
  await other.first().click();
  await page.waitForURL(/\/cases\/[^/?]+$/);
  holds(otherVillage, 'the second case names its village');
  return { casePath, otherCasePath: new URL(page.url()).pathname, otherVillage };
}
