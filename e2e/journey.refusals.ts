import type { Page } from 'playwright-core';
import { addPhoto, begin, drawer, field, openCase, pick, send, stands } from './case-page.ts';
import { postsOf } from './journey.case.ts';
import type { Followed } from './journey.screening.ts';
import { goTo, type People, seen } from './people.ts';
import { equal, holds, type Steps } from './steps.ts';

const AUDITOR = '广东省审计督查';

/** What must not be possible: judging one's own work, seeing another town, acting as an auditor. */
export async function refusalJourney(steps: Steps, people: People, followed: Followed): Promise<void> {
  await steps.step('a reviewer who went along on a visit may not confirm its result', () => ownWork(people, followed));
  const page = await steps.step('a village officer of another town signs in', () => neighbour(people, followed));
  const number = await householdNumber(people, followed);
  await steps.step('he finds nothing of the household by search or list', () => findsNothing(page, people, number));
  await steps.step('direct links to household, case and reasons show nothing', () =>
    opensNothing(page, people, followed),
  );
  await steps.step('an auditor reads the case and its papers, without any act', () => audits(people, followed));
}

async function ownWork(people: People, followed: Followed): Promise<void> {
  const posts = postsOf({ town: followed.town, village: followed.otherVillage });
  const page = await openCase(people, posts.window, followed.otherCasePath);
  await begin(page, '领取核实');
  await seen(
    drawer(page)
      .getByText((await people.who(posts.reviewer)).name)
      .first(),
  );
  await send(page, '领取');
  await begin(page, '登记入户核实');
  await addPhoto(page, '现场、住房、票据照片', 7);
  await pick(drawer(page), '不符合');
  await field(page, '理由').fill('收入稳定，自付支出不大，能自行应对。');
  await send(page, '提交核实');
  const reviewer = await openCase(people, posts.reviewer, followed.otherCasePath);
  await seen(reviewer.getByText('您不能办理'));
  await seen(reviewer.getByText(/您参与过本件.*不能审批/));
  equal(await reviewer.getByRole('button', { name: '提交确认' }).count(), 0, 'buttons to confirm');
}

async function neighbour(people: People, { town }: Followed): Promise<Page> {
  const officer = (await people.accounts()).find(
    (account) => account.roleName.endsWith('两委干部') && !account.roleName.startsWith(town),
  );
  holds(officer, 'no village officer of another town');
  return people.page(officer.roleName);
}

/** The number of the household as the county reads it on the page of the case. */
async function householdNumber(people: People, followed: Followed): Promise<string> {
  const page = await openCase(people, postsOf(followed).approver, followed.casePath);
  const found = /户编号 (\d+)/.exec(await page.locator('.cw-head').innerText());
  holds(found?.[1], 'the case names the number of its household');
  return found[1];
}

async function findsNothing(page: Page, people: People, number: string): Promise<void> {
  await page.getByRole('combobox', { name: '搜索' }).fill(number);
  await seen(page.getByText(/^没有找到/));
  await page.keyboard.press('Escape');
  await goTo(page, '农户档案');
  await seen(page.getByRole('table', { name: '农户' }).locator('tbody tr'));
  await page.getByLabel('查农户').fill(number);
  await page.getByLabel('查农户').press('Enter');
  await seen(page.getByText('没有符合条件的农户'));
  await people.open(page, '/workbench');
}

async function opensNothing(page: Page, people: People, followed: Followed): Promise<void> {
  const refused: readonly (readonly [string, RegExp])[] = [
    [followed.householdPath, /没有打开这一户|不在您的辖区|没有找到/],
    [followed.casePath, /没有这件识别办理|不在您的辖区/],
    [followed.tracePath, /不在您的辖区|没有找到|没有/],
  ];
  for (const [path, words] of refused) {
    await people.open(page, path);
    await seen(page.locator('main, .sw-state').getByText(words));
    const text = await page.locator('main').innerText();
    holds(!text.includes(followed.head), `${path} shows ${followed.head} to an officer of another town`);
  }
}

async function audits(people: People, followed: Followed): Promise<void> {
  const page = await openCase(people, AUDITOR, followed.casePath);
  await stands(page, { done: '公告录入' });
  for (const act of ['其他办理', '提交审定', '研判', '改判'])
    equal(await page.getByRole('button', { name: act, exact: true }).count(), 0, `buttons ${act}`);
  await people.open(page, followed.otherCasePath);
  await seen(page.getByText('不由您办理'));
  const paper = new URL(`/api${followed.casePath}/papers/approval.pdf`, page.url());
  equal((await page.context().request.get(paper.href)).status(), 200, 'status of a paper');
  await people.open(page, followed.runPath);
  await seen(page.getByText('您的岗位不办理这一事项'));
}
