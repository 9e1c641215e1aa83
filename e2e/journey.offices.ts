import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { goTo, type People, proveAgain, seen } from './people.ts';
import { equal, holds, type Steps } from './steps.ts';

const APPROVER = '翁源县审定';
const LEAD = '翁源县主管';
const dialog = (page: Page) => page.getByRole('dialog');

/** What county and towns do beside the cases: overview, files that leave, trying another line, a new pack, another post. */
export async function officesJourney(
  steps: Steps,
  people: People,
  followed: { town: string; runPath: string },
): Promise<void> {
  await steps.step('the overview: a figure opens its list, a town its own overview', () => overview(people, followed));
  await steps.step('the province sees the counties added up, and as of when', () => provinceFigures(people));
  await steps.step('a town asks for a list as a file, the county lets it go, nobody else fetches it', () =>
    exportList(people, followed),
  );
  await steps.step('the county tries another line over the last run', () => simulate(people, followed));
  await steps.step(
    'one officer proposes a pack, with its faults named by line; another sees what it means and confirms',
    () => switchPack(people),
  );
  await steps.step('somebody with two posts goes on in the other one', () => changePost(people));
}

async function overview(people: People, { town }: { town: string }): Promise<void> {
  const page = await people.page(APPROVER);
  await goTo(page, '总览');
  const row = page
    .getByRole('table', { name: /按镇的存量$/ })
    .locator('tbody tr')
    .filter({ hasText: town });
  await seen(row);
  const open = row.getByRole('link', { name: /没办结的工作单/ });
  const sheets = Number((await open.innerText()).split('，')[0]?.replace(/\D/g, ''));
  await open.click();
  await seen(page.getByRole('heading', { level: 1, name: '线索与预警' }));
  await seen(page.getByRole('table', { name: '线索与预警工作单' }).locator('tbody tr'));
  const listed = await page.getByRole('table', { name: '线索与预警工作单' }).locator('tbody tr').count();
  equal(listed, Math.min(sheets, listed < 50 ? sheets : listed), `rows behind the figure ${sheets}`);
  await page.goBack();
  await seen(row);
  await row.getByRole('link', { name: town }).click();
  await seen(page.getByText(new RegExp(`^${town}.*镇级总览`)));
  await page.goBack();
}

async function provinceFigures(people: People): Promise<void> {
  const page = await people.page('广东省主管');
  await goTo(page, '工作台');
  await seen(page.getByText(/各县汇总的数字，截至 \d{4}-\d{2}-\d{2} \d{2}:\d{2}/));
  const board = page.getByRole('table', { name: '办理中的件，按地方和环节' });
  const sumOf = async (place: string) =>
    Number((await board.getByRole('row').filter({ hasText: place }).innerText()).trim().split(/\s+/).at(-1));
  await seen(board.getByRole('row').filter({ hasText: '韶关市' }));
  const city = await sumOf('韶关市');
  holds(city > 0, 'the city of the county has cases');
  equal(await sumOf('广东省'), city, 'no other city has any');
}

async function exportList(people: People, { town }: { town: string }): Promise<void> {
  const purpose = '下发各村核对在册信息';
  const asks = await people.page(`${town}审核员`);
  await goTo(asks, '农户档案');
  await asks.getByRole('button', { name: '导出', exact: true }).click();
  await seen(dialog(asks).getByText('将导出'));
  await dialog(asks).getByLabel('用途', { exact: true }).fill(purpose);
  await chooseCard(asks, '文本（CSV）');
  await dialog(asks).getByRole('button', { name: '提交申请' }).click();
  const number = /DC-\d{4}-[0-9A-Z]+/;
  await seen(dialog(asks).getByText(number));
  const no = number.exec(await dialog(asks).innerText())?.[0];
  holds(no, 'the request names its number');

  const decides = await people.page(APPROVER);
  await people.open(decides, '/exports?tab=waiting');
  const waiting = decides.getByRole('table', { name: '待我批准' }).locator('tbody tr').filter({ hasText: no });
  await waiting.getByRole('button', { name: '审批' }).click();
  await seen(dialog(decides).getByText(purpose));
  await dialog(decides).getByRole('button', { name: '批准', exact: true }).click();
  await proveAgain(decides);
  await seen(decides.getByText('已批准，文件正在生成'));

  await people.open(asks, '/exports');
  const mine = asks.getByRole('table', { name: '我的导出' }).locator('tbody tr').filter({ hasText: no });
  const fetch = mine.getByRole('button', { name: '下载' });
  await seen(fetch, 60_000);
  const [download] = await Promise.all([asks.waitForEvent('download'), fetch.click().then(() => proveAgain(asks))]);
  const text = readFileSync(await download.path(), 'utf8');
  holds(text.includes(purpose) && text.includes(no), 'the file says what for and under which number');
  const numbers = text.match(/(?<!\d)(\d{17}[\dX]|1\d{10})(?!\d)/g) ?? [];
  equal(numbers, [], 'full ID and telephone numbers in the file');
  holds(text.trim().split('\n').length > 50, 'the file holds the list');
}

/** Chooses one of the cards of an open drawer. */
const chooseCard = (page: Page, title: string) => dialog(page).getByText(title).click();

async function simulate(people: People, { runPath }: { runPath: string }): Promise<void> {
  const page = await people.page(APPROVER);
  await people.open(page, runPath);
  await page
    .getByRole('link', { name: '换一条线试算' })
    .or(page.getByRole('button', { name: '换一条线试算' }))
    .click();
  await seen(page.getByRole('heading', { level: 1, name: '测算' }));
  const line = page.getByLabel(/^监测范围（人均纯收入）/).first();
  await line.fill('12000');
  await line.press('Tab');
  await page.waitForURL(/set=line\.monitoring/);
  const conclusion = page.locator('.sim-conclusion');
  await seen(conclusion.filter({ hasText: /多 [\d,]+ 户/ }));
}

async function switchPack(people: People): Promise<void> {
  const author = await people.page(LEAD);
  await goTo(author, '政策包');
  await author.getByRole('button', { name: /^提议新版/ }).click();
  const text = dialog(author).getByLabel('政策包文本（YAML）');
  await seen(text);
  const before = await text.inputValue();
  const reason = '县工作会议议定，村级核实时限改为四天';
  await dialog(author).getByLabel('缘由').fill(reason);
  await text.fill(before.replace('parameters:', 'parameters:\n  screening.villageDaysX: { value: 4 }'));
  await dialog(author).getByRole('button', { name: '校核' }).click();
  await seen(dialog(author).getByText(/第 \d+ 行/));
  await text.fill(before.replace('parameters:', 'parameters:\n  screening.villageDays: { value: 4 }'));
  await dialog(author).getByRole('button', { name: '校核' }).click();
  await seen(dialog(author).getByText(/校核通过/));
  await dialog(author).getByRole('button', { name: '提议，待另一人确认' }).click();
  await seen(author.getByText('已提议，等另一人确认'));
  await seen(dialog(author).getByText(/由另一|另一人|他人确认/));
  equal(
    await dialog(author).getByRole('button', { name: '确认启用' }).count(),
    0,
    'acts to confirm one’s own proposal',
  );

  const other = await people.page(APPROVER);
  await people.open(other, '/policy');
  await other.getByRole('button', { name: /翁源县.*第 2 版/ }).click();
  await seen(dialog(other).getByRole('region', { name: '启用后的影响' }).getByText(/户/));
  await dialog(other)
    .getByRole('checkbox', { name: /我已看过逐项差异/ })
    .check();
  await dialog(other).getByRole('button', { name: '确认启用' }).click();
  await proveAgain(other, other.getByText(/^已确认，/));
  await seen(other.getByText(/^已确认，/));
}

async function changePost(people: People): Promise<void> {
  const accounts = await people.accounts();
  const posts = accounts.filter(({ roleName }) => roleName.endsWith('驻村第一书记'));
  for (const { roleName } of posts.slice(0, 2)) {
    const page = await people.page(roleName);
    await people.open(page, '/workbench');
    await page.locator('.desk-user').click();
    await seen(page.getByRole('button', { name: '退出登录' }));
    const other = page.locator('.ant-popover:visible').getByRole('button', { name: / · 驻村第一书记$/ });
    if ((await other.count()) === 0) continue;
    const place = (await other.innerText()).split(' · ')[0]?.trim() ?? '';
    await other.click();
    await seen(page.locator('.desk-user').filter({ hasText: place }));
    return;
  }
  throw new Error('nobody of the demonstration has two posts');
}
