import type { Page } from 'playwright-core';
import { addPhoto, begin, clockDay, drawer, field, openCase, pick, send, stands } from './case-page.ts';
import type { Followed } from './journey.screening.ts';
import { card, choose, type People, seen } from './people.ts';
import { equal, holds, type Steps } from './steps.ts';

/** The people of a case, by their posts. */
export function postsOf({ town, village }: Pick<Followed, 'town' | 'village'>) {
  return {
    window: `${town}一门受理窗口`,
    reviewer: `${town}审核员`,
    cadre: `${town}${village}两委干部`,
    secretary: `${town}${village}驻村第一书记`,
    clerk: `${town}${village}信息员`,
    approver: '翁源县审定',
    land: '翁源县自然资源局数据专员',
    finance: '翁源县财政局数据专员',
  };
}
type Posts = ReturnType<typeof postsOf>;
type Case = { people: People; followed: Followed; posts: Posts };

/** The case from the claim of the village to the report to the town; `atCounty` looks on when the case first waits for the county. */
export async function villageJourney(
  steps: Steps,
  people: People,
  followed: Followed,
  atCounty?: () => Promise<void>,
): Promise<void> {
  const posts = postsOf(followed);
  const it: Case = { people, followed, posts };
  await steps.step('the village cadre finds the task on the workbench and claims the visit', () => claim(it));
  await steps.step('records the visit with a photograph', () => visit(it));
  await steps.step('records the consent of all adults with the signed paper; without one of them it is refused', () =>
    consent(it),
  );
  await steps.step('the household takes its consent back; nothing is asked until it signs again', () => revoke(it));
  await atCounty?.();
  await steps.step('the county sends the comparison', () => compare(it));
  await steps.step('two departments answer what their files do not say', async () => {
    await answer(it, posts.land, '登记住房 1 处，120 平方米，唯一住房');
    await answer(it, posts.finance, null);
  });
  await steps.step('the town judges every finding and closes the comparison', () => judge(it));
  await steps.step('the village meeting votes', () => meeting(it));
  await steps.step('the notice is posted with a photograph', () => notice(it));
  await steps.step('the notice cannot end early; the demonstration day goes on by seven', () => letTimePass(it));
  await steps.step('the notice ends and the case goes to the town', () => submit(it));
}

async function claim({ people, followed, posts }: Case): Promise<void> {
  const page = await people.page(posts.cadre);
  await people.open(page, '/workbench');
  await seen(page.getByRole('heading', { level: 1, name: '工作台' }));
  const row = page
    .getByRole('table', { name: '待我办理' })
    .locator('tbody tr')
    .filter({ hasText: `${followed.head}户` });
  await row.first().getByRole('button', { name: '领取' }).click();
  await seen(page.getByRole('heading', { level: 1, name: `${followed.head}户` }));
  equal(new URL(page.url()).pathname, followed.casePath, 'address of the case');
  equal(await clockDay(page), 1, 'day of the clock');
  await begin(page, '领取核实');
  await seen(
    drawer(page)
      .getByText((await people.who(posts.secretary)).name)
      .first(),
  );
  await send(page, '领取');
  await stands(page, { done: '派发领取', runs: '入户核实' });
}

async function visit({ people, followed, posts }: Case): Promise<void> {
  const page = await openCase(people, posts.cadre, followed.casePath);
  await begin(page, '登记入户核实');
  await addPhoto(page, '现场、住房、票据照片', 1);
  await drawer(page).getByRole('button', { name: '加一项风险' }).click();
  await choose(page, field(page, '风险'), { option: '因病' });
  await field(page, '情况').fill('长期吃药，一时难以自己解决');
  await pick(drawer(page), '符合');
  await field(page, '理由').fill('入户看到的与提示一致，家庭靠自身难以解决，符合监测条件。');
  await field(page, '农户的话').fill('希望能帮着报销一部分医药费。');
  await send(page, '提交核实');
  await stands(page, { done: '入户核实', runs: '承诺授权' });
  await seen(card(page, '入户核实').getByText('符合；'));
}

async function consent({ people, followed, posts }: Case): Promise<void> {
  const page = await openCase(people, posts.cadre, followed.casePath);
  await begin(page, '登记承诺授权');
  await addPhoto(page, '已签字的承诺授权书', 2);
  const adult = drawer(page).getByRole('checkbox').first();
  await adult.uncheck();
  await drawer(page).getByRole('button', { name: '提交', exact: true }).click();
  await seen(drawer(page).getByText(/还有 1 名共同生活的成年人没有签字|请(填写|选择)已签字的成年人/));
  await adult.check();
  await send(page, '提交');
  await stands(page, { done: '承诺授权', runs: '信息比对' });
}

async function revoke(it: Case): Promise<void> {
  const { people, followed, posts } = it;
  const page = await openCase(people, posts.cadre, followed.casePath);
  await page.getByRole('button', { name: '其他办理' }).click();
  await page.getByRole('menuitem', { name: '农户撤回授权' }).click();
  await addPhoto(page, '撤回授权书', 31);
  await field(page, '农户说明').fill('想先和家里人商量清楚。');
  await send(page, '撤回授权');
  await stands(page, { done: '入户核实', runs: '承诺授权' });
  const county = await openCase(people, posts.approver, followed.casePath);
  equal(await county.getByRole('button', { name: '发出信息比对', exact: true }).count(), 0, 'acts to ask departments');
  await begin(page, '登记承诺授权');
  await addPhoto(page, '已签字的承诺授权书', 32);
  await send(page, '提交');
  await stands(page, { done: '承诺授权', runs: '信息比对' });
}

async function compare({ people, followed, posts }: Case): Promise<void> {
  const page = await openCase(people, posts.approver, followed.casePath);
  await begin(page, '发出信息比对');
  await send(page, '发出比对');
  await seen(card(page, '信息比对').getByText('回执未到'));
  await stands(page, { done: '承诺授权', runs: '信息比对' });
}

/** A department answers all that it was asked: the first person with a record, if there is one to tell, the others without. */
async function answer({ people }: Case, post: string, record: string | null): Promise<void> {
  const page = await people.page(post);
  const rows = page.getByRole('table', { name: '待回复的比对' }).locator('tbody tr');
  await people.open(page, '/workbench');
  await seen(rows);
  const asked = await rows.count();
  for (let left = asked; left > 0; left -= 1) {
    await rows.first().click();
    const receipt = page.getByRole('textbox', { name: '回执' });
    await seen(receipt);
    const told = left === asked ? record : null;
    await pick(page.locator('main'), told ? '有记录' : '无记录');
    await receipt.fill(told ?? '未查到记录');
    await page.getByRole('button', { name: '提交回执' }).click();
    await seen(page.getByText('已回复'));
    await people.open(page, '/workbench');
    if (left > 1) await seen(rows);
  }
  await seen(page.getByText('没有待回复的比对'));
}

async function judge({ people, followed, posts }: Case): Promise<void> {
  const page = await openCase(people, posts.window, followed.casePath);
  const open = card(page, '信息比对').getByRole('button', { name: '研判', exact: true });
  await seen(card(page, '信息比对').getByText(/\d+ \/ \d+ 项研判/));
  const toJudge = await open.count();
  holds(toJudge > 0, 'there is a record to judge');
  for (let left = toJudge; left > 0; left -= 1) {
    await open.first().click();
    await pick(drawer(page), '合理例外');
    await drawer(page).getByLabel('理由').fill('是唯一的自住房，不影响困难程度');
    await send(page, '确定');
    await page.waitForFunction(
      (wanted) =>
        [...document.querySelectorAll('table[aria-label="信息比对"] button')].filter(
          (one) => one.textContent?.replace(/\s/g, '') === '研判',
        ).length === wanted,
      left - 1,
    );
  }
  await begin(page, '完成比对研判');
  await field(page, '研判结论').fill('各部门回执已逐项研判，没有应当排除的情形。');
  await send(page, '提交');
  await stands(page, { done: '信息比对', runs: '民主评议' });
}

async function meeting({ people, followed, posts }: Case): Promise<void> {
  const page = await openCase(people, posts.cadre, followed.casePath);
  await begin(page, '登记民主评议');
  await field(page, '主持人').fill((await people.who(posts.secretary)).name);
  await field(page, '记录人').fill((await people.who(posts.cadre)).name);
  await field(page, '应到人数').fill('30');
  await drawer(page).getByLabel('村民代表人数').fill('20');
  await drawer(page).getByLabel('村两委干部人数').fill('5');
  await field(page, '同意票').fill('23');
  await field(page, '弃权票').fill('2');
  await field(page, '评议意见').fill('与会代表认为该户困难属实，同意纳入监测。');
  await addPhoto(page, '会议照片和签字的会议记录', 3);
  await send(page, '提交');
  await stands(page, { done: '民主评议', runs: '公示' });
  await seen(card(page, '民主评议').getByText('评议同意').or(card(page, '民主评议').getByText(/同意/)));
}

async function notice({ people, followed, posts }: Case): Promise<void> {
  const page = await openCase(people, posts.clerk, followed.casePath);
  await begin(page, '张贴公示');
  await field(page, '异议电话').fill('0751-2876543');
  await addPhoto(page, '张贴照片', 4);
  await send(page, '张贴公示');
  const shown = await card(page, '公示').locator('table').innerText();
  holds(!shown.includes(followed.head), `the notice shows the full name: ${shown}`);
  holds(/[＊*某○]/.test(shown), `the name on the notice is not masked: ${shown}`);
}

/** Moves the demonstration's day by the control in the top bar. */
export async function advanceDays(page: Page, days: number): Promise<void> {
  const button = page.getByRole('button', { name: /演示时间，点开调整/ });
  await button.click();
  await page.getByRole('button', { name: `+${days} 天` }).click();
  await seen(page.getByText(`演示时间已前进 ${days} 天`));
  await page.keyboard.press('Escape');
}

async function letTimePass({ people, followed, posts }: Case): Promise<void> {
  const page = await openCase(people, posts.clerk, followed.casePath);
  await seen(page.getByText(/公示到 \d{4}-\d{2}-\d{2} 期满/));
  const before = await clockDay(page);
  await advanceDays(page, 7);
  await page.reload();
  await stands(page, { done: '民主评议' });
  equal(await clockDay(page), before + 7, 'day of the clock after seven days');
}

async function submit({ people, followed, posts }: Case): Promise<void> {
  const page = await openCase(people, posts.clerk, followed.casePath);
  await begin(page, '公示期满');
  await addPhoto(page, '期满照片', 5);
  await send(page, '提交');
  await begin(page, '报镇审核');
  await send(page, '报镇审核');
  await stands(page, { done: '公示', runs: '镇审核' });
}
