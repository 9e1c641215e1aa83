import type { Page } from 'playwright-core';
import { codeOf } from '../platform/identity/totp.ts';
import { drawer, field } from './case-page.ts';
import { postsOf } from './journey.case.ts';
import type { Followed } from './journey.screening.ts';
import { card, choose, type People, proveAgain, seen } from './people.ts';
import { equal, holds, type Steps } from './steps.ts';

const LEAD = '翁源县主管';
const APPROVER = '翁源县审定';

/** What the register and the accounts need two people for: a correction, and somebody new who signs in. */
export async function recordsJourney(steps: Steps, people: People, followed: Followed): Promise<void> {
  await steps.apart('a village officer proposes a correction, the town agrees, the page shows it', () =>
    correct(people, followed),
  );
  await steps.apart('an account is asked for, agreed to, handed out, and its owner sets a password of his own', () =>
    newcomer(people, followed),
  );
}

async function correct(people: People, followed: Followed): Promise<void> {
  const posts = postsOf(followed);
  const clerk = await people.page(posts.clerk);
  await people.open(clerk, followed.householdPath);
  const address = '十二组老围屋背后第三户';
  await clerk.getByRole('button', { name: '提出更正' }).click();
  await field(clerk, '住址').fill(address);
  await field(clerk, '更正事由').fill('入户核对门牌后更正');
  await drawer(clerk).getByRole('button', { name: '提交审批' }).click();
  await seen(card(clerk, '待审批的更正').getByText(address));

  const town = await people.page(posts.reviewer);
  await people.open(town, '/changes');
  const asked = town.locator('tbody tr').filter({ hasText: followed.head });
  await asked.first().click();
  await seen(drawer(town).getByText(address));
  await drawer(town).getByText('批准', { exact: true }).click();
  await drawer(town).getByRole('button', { name: '提交审批结果' }).click();
  await drawer(town).waitFor({ state: 'hidden' });

  await clerk.reload();
  await seen(clerk.locator('main').getByText(address));
  equal(await card(clerk, '待审批的更正').count(), 0, 'corrections that wait');
}

async function newcomer(people: People, { town, village }: Followed): Promise<void> {
  const name = '陈新到';
  const asks = await people.page(APPROVER);
  await people.open(asks, '/accounts');
  await asks.getByRole('button', { name: '申请账号' }).click();
  await field(asks, '姓名').fill(name);
  await field(asks, '姓名').press('Tab');
  await choose(asks, field(asks, '岗位'), { option: '信息员' });
  await choosePlace(asks, village);
  await drawer(asks).getByRole('button', { name: '提出申请' }).click();
  await asks.waitForURL(/\/accounts\/[^/?]+$/);
  const accountPath = new URL(asks.url()).pathname;

  const agrees = await people.page(LEAD);
  await people.open(agrees, '/accounts?tab=requests');
  await agrees.locator('tbody tr').filter({ hasText: name }).getByRole('button', { name: '办理' }).click();
  await drawer(agrees).getByRole('button', { name: '同意', exact: true }).click();
  await proveAgain(agrees, agrees.getByText('已同意，可在账号页发放登录凭据'));
  await seen(agrees.getByText('已同意，可在账号页发放登录凭据'));

  const hands = await people.page(`${town}审核员`);
  await people.open(hands, accountPath);
  await hands.getByRole('button', { name: '发放登录凭据' }).click();
  await drawer(hands).getByText('首次发放').click();
  await drawer(hands).getByRole('button', { name: '发放', exact: true }).click();
  await proveAgain(hands, hands.getByText('只显示这一次'));
  const sheet = hands.getByRole('dialog', { name: /一次性登录凭据/ });
  await seen(sheet);
  const secrets = await sheet.locator('.acc-secret').allInnerTexts();
  const [loginName, password, secret] = secrets.map((text) => text.replaceAll(' ', ''));
  holds(loginName && password && secret, 'the sheet shows login name, password and secret');
  await sheet.getByRole('button', { name: '已交给本人，关闭' }).click();

  const page = await people.newPage();
  await people.open(page, '/sign-in');
  await page.getByLabel('账号').fill(loginName);
  await page.getByLabel('密码').fill(password);
  await page.getByLabel('动态码').fill(codeOf(secret));
  await page.getByRole('button', { name: '登录' }).click();
  await seen(page.getByRole('heading', { level: 1, name: '设置自己的密码' }));
  await page.getByLabel('管理员发放的密码').fill(password);
  await page.getByLabel('新密码', { exact: true }).fill('Shanxi-Cun-2026');
  await page.getByLabel('再填一次新密码').fill('Shanxi-Cun-2026');
  await page.getByRole('button', { name: '设置密码并进入' }).click();
  await seen(page.getByRole('heading', { level: 1, name: '工作台' }));
  await seen(page.locator('.desk-user').filter({ hasText: name }));
}

/** A village by typing its name. */
async function choosePlace(page: Page, village: string): Promise<void> {
  await field(page, '地方').click();
  await field(page, '地方').fill(village);
  await page.locator('.ant-select-tree-list-holder, .ant-select-dropdown:visible').getByText(village).first().click();
}
