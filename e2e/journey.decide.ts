import type { Page } from 'playwright-core';
import { addPhoto, begin, field, openCase, send, stands } from './case-page.ts';
import { pdfWords } from './files.ts';
import { postsOf } from './journey.case.ts';
import type { Followed } from './journey.screening.ts';
import { type People, seen } from './people.ts';
import { equal, holds, type Steps } from './steps.ts';

/** The papers of a case and the title that each must bear. */
const PAPERS: readonly (readonly [string, string])[] = [
  ['dispatch', '风险线索受理与派发单'],
  ['verification', '入户核查表'],
  ['consent', '申请及承诺授权'],
  ['comparison', '信息比对结果研判表'],
  ['minutes', '民主评议会议记录'],
  ['sign-in', '民主评议会议签到表'],
  ['notice', '公示'],
  ['approval', '审核审批表'],
  ['announcement', '公告'],
  ['result-notice', '办理结果告知书'],
];
const PUBLIC = ['notice', 'announcement'];

/** The town reviews, the county decides, the village announces and registers. */
export async function decisionJourney(steps: Steps, people: People, followed: Followed): Promise<void> {
  const posts = postsOf(followed);
  await steps.step('the person who recorded the visit cannot review it', () => makerCannotReview(people, followed));
  await steps.step('the town reviews', async () => {
    const page = await openCase(people, posts.reviewer, followed.casePath);
    await decide(page, '同意报县审定', '材料齐全，程序完整，同意上报。');
    // A tenth of the cases is drawn for a look at home; whether this one is nobody knows beforehand.
    await page.getByLabel('到户抽查情况', { exact: true }).fill('到户抽查，家中情况与材料一致。');
    await page.getByRole('button', { name: '提交审核' }).click();
    await stands(page, { done: '镇审核', runs: '县审定' });
  });
  await steps.step('two windows of the county decide: the slower one is told and keeps its opinion', () =>
    decideTwice(people, followed),
  );
  await steps.step('the result is announced in the village', async () => {
    const page = await openCase(people, posts.clerk, followed.casePath);
    await begin(page, '村内公告');
    await addPhoto(page, '公告照片', 6);
    await send(page, '公告');
    await seen(page.getByText('已公告').first());
  });
  await steps.step('the household is registered', async () => {
    const page = await openCase(people, posts.clerk, followed.casePath);
    await begin(page, '录入标注');
    await field(page, '监测联系人').fill((await people.who(posts.cadre)).name);
    await field(page, '联系人办公电话').fill('0751-2876543');
    await send(page, '录入标注');
    await stands(page, { done: '公告录入' });
    await seen(page.getByText('已录入标注').first());
  });
  await steps.step(`opens all ${PAPERS.length} papers of the case as PDF`, async () => {
    for (const [kind, title] of PAPERS) await readPaper(people, followed, { kind, title });
  });
}

async function decide(page: Page, choice: string, opinion: string): Promise<void> {
  await page.getByRole('radio', { name: choice }).check();
  await page.getByLabel(/^(审核|审定|确认)意见$/).fill(opinion);
}

async function makerCannotReview(people: People, followed: Followed): Promise<void> {
  const page = await openCase(people, postsOf(followed).cadre, followed.casePath);
  await seen(page.getByText('不由您办理'));
  equal(await page.getByRole('button', { name: '提交审核' }).count(), 0, 'buttons to review');
}

async function decideTwice(people: People, followed: Followed): Promise<void> {
  const { approver } = postsOf(followed);
  const fast = await openCase(people, approver, followed.casePath);
  const slow = await people.secondWindow(approver);
  await people.open(slow, followed.casePath);
  const typed = '先退回补正，请村里再核对收入。';
  await decide(slow, '不予纳入', typed);
  await decide(fast, '同意纳入监测', '符合监测条件，同意纳入。');
  await fast.getByRole('button', { name: '提交审定' }).click();
  await stands(fast, { done: '县审定', runs: '公告录入' });
  await slow.getByRole('button', { name: '提交审定' }).click();
  await seen(slow.getByRole('alert').filter({ hasText: /别人|他人|刚/ }));
  await stands(slow, { done: '县审定' });
  await seen(slow.getByRole('alert').filter({ hasText: /别人|他人|刚/ }));
  equal(await slow.getByLabel('审定意见').inputValue(), typed, 'the opinion that was typed');
  await slow.context().close();
}

/** The PDF is fetched with the session of the county officer: what the browser would show is not text. */
async function readPaper(
  people: People,
  followed: Followed,
  { kind, title }: { kind: string; title: string },
): Promise<void> {
  const page = await people.page(postsOf(followed).approver);
  const address = new URL(`/api${followed.casePath}/papers/${kind}.pdf`, page.url());
  const answer = await page.context().request.get(address.href, { timeout: 60_000 });
  equal(answer.status(), 200, `status of ${kind}`);
  const pdf = await answer.body();
  equal(pdf.subarray(0, 4).toString('latin1'), '%PDF', `first signs of ${kind}`);
  const words = pdfWords(pdf);
  if (words === null) return;
  holds(words.includes(title), `${kind} does not bear its title ${title}: ${words.slice(0, 200)}`);
  if (PUBLIC.includes(kind)) holds(!words.includes(followed.head), `${kind} bears the full name ${followed.head}`);
}
