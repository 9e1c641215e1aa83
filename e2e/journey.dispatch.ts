import { begin, drawer, name, openCase, send, stands } from './case-page.ts';
import { postsOf } from './journey.case.ts';
import type { Followed } from './journey.screening.ts';
import { choose, goTo, type People, seen } from './people.ts';
import { equal, holds, type Steps } from './steps.ts';

/** The town between the county's work sheets and the visits: it names the teams, one household alone and a whole village at once. */
export async function dispatchJourney(steps: Steps, people: People, followed: Followed): Promise<void> {
  await steps.step('nobody in the village can take a sheet that the town has not handed out', () =>
    notYet(people, followed),
  );
  await steps.step('the town names a team for one household on its page, and the reviewer goes along', () =>
    handOne(people, followed),
  );
  await steps.step('the town finds what waits from 线索与预警, ticks a village and hands it out at once', () =>
    handVillage(people, followed),
  );
}

async function notYet(people: People, followed: Followed): Promise<void> {
  const page = await openCase(people, postsOf(followed).cadre, followed.casePath);
  await seen(page.getByText('现在轮到镇里：镇级审核员。'));
  equal(await page.getByRole('button', { name: '领取核实' }).count(), 0, 'buttons to claim');
}

async function handOne(people: People, followed: Followed): Promise<void> {
  const posts = postsOf({ town: followed.town, village: followed.otherVillage });
  const page = await openCase(people, posts.reviewer, followed.otherCasePath);
  await begin(page, '派发核实');
  await seen(
    drawer(page)
      .getByText((await people.who(posts.window)).name)
      .first(),
  );
  await name(page, '核实组', (await people.who(posts.reviewer)).name);
  await send(page, '派发');
  await stands(page, { done: '线索受理', runs: '派发领取' });
}

async function handVillage(people: People, followed: Followed): Promise<void> {
  const posts = postsOf(followed);
  const page = await people.page(posts.reviewer);
  await goTo(page, '线索与预警');
  await page.getByRole('link', { name: '去派发核实' }).click();
  const table = page.getByRole('table', { name: '待我办理' });
  await seen(table.locator('tbody tr'));
  await choose(page, page.getByRole('combobox', { name: '按村筛选' }), { option: followed.village });
  await page.waitForURL(/village=\d{12}/);
  const rows = table.locator('tbody tr');
  await seen(rows.filter({ hasText: `${followed.head}户` }));
  await page.waitForFunction(
    (village) =>
      [...document.querySelectorAll('table[aria-label="待我办理"] tbody tr')].every((row) =>
        row.textContent?.includes(village),
      ),
    followed.village,
  );
  const waiting = await rows.count();
  await table.locator('thead').getByRole('checkbox').check();
  await page.getByRole('button', { name: '指派核实组' }).click();
  await seen(drawer(page).getByText(`派发核实 ${waiting} 件`));
  for (const post of [posts.cadre, posts.secretary, posts.window])
    await seen(
      drawer(page)
        .getByText((await people.who(post)).name)
        .first(),
    );
  await send(page, `派发 ${waiting} 件`);
  await seen(page.getByText(`已派发 ${waiting} 件`));
  const handed = await openCase(people, posts.reviewer, followed.casePath);
  await stands(handed, { done: '线索受理', runs: '派发领取' });
  holds((await handed.locator('main').innerText()).includes('核实组'), 'the case names its team');
}
