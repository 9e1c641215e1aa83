import type { Locator, Page } from 'playwright-core';
import { photoFile } from './files.ts';
import { choose, PATIENCE, type People, seen } from './people.ts';
import { holds } from './steps.ts';

/** The drawer in which an act is filled in. */
export const drawer = (page: Page) => page.getByRole('dialog');

/** A field of the open drawer by its label. */
export const field = (page: Page, label: string) => drawer(page).getByLabel(label, { exact: true });

/** The steps of a case with how each stands. */
const track = (page: Page) => page.getByRole('list', { name: '办理环节' });

/** Opens a case as somebody and waits until it stands at what he has to do or sees. */
export async function openCase(people: People, post: string, casePath: string): Promise<Page> {
  const page = await people.page(post);
  await people.open(page, casePath);
  await seen(track(page));
  return page;
}

/** Opens the form of the act that is due for whoever looks. */
export async function begin(page: Page, act: string): Promise<void> {
  await page.getByRole('button', { name: act, exact: true }).click();
  await seen(drawer(page).getByText(act).first());
}

/** Sends the open form and waits until it is taken. */
export async function send(page: Page, button: string): Promise<void> {
  await drawer(page)
    .getByRole('button')
    .filter({ hasText: new RegExp(`^${button}$`) })
    .click();
  const refused = drawer(page).locator('[role="alert"], .sw-note-bad, .ant-form-item-explain-error');
  await drawer(page)
    .waitFor({ state: 'hidden', timeout: PATIENCE })
    .catch(async (error: Error) => {
      throw new Error(`${button}: ${(await refused.allInnerTexts()).join(' ') || error.message}`);
    });
}

/** Checks that the stepper shows a step as done and names the one that runs, and that the clock shows its day. */
export async function stands(page: Page, { done, runs }: { done?: string; runs?: string }): Promise<void> {
  const of = (title: string) => track(page).getByRole('listitem').filter({ hasText: title });
  if (done) await seen(of(done).filter({ hasText: '已完成' }));
  if (runs) await seen(of(runs).filter({ hasText: '进行中' }));
  await seen(page.getByText(/第\s*\d+\s*天 \/ \d+ 天/));
}

/** Uploads a photograph made here into the field of this label. */
export async function addPhoto(page: Page, label: string, seed: number): Promise<void> {
  const drop = drawer(page).locator('label.sw-drop').filter({ hasText: label });
  await drop.locator('input[type=file]').setInputFiles(photoFile(label, seed));
  await seen(drawer(page).getByText('已上传 1 份').nth(0));
}

/** Names somebody in a field for people. */
export const name = (page: Page, label: string, person: string) =>
  choose(page, field(page, label), { option: person, search: true });

/** The day of the statutory clock of a case. */
export async function clockDay(page: Page): Promise<number> {
  const words = await page.locator('.sw-clockbar-day').innerText();
  const found = /第\s*(\d+)\s*天/.exec(words);
  holds(found, `no day in ${words}`);
  return Number(found[1]);
}

/** Chooses one of some open options by its words. */
export const pick = (within: Locator, option: string) =>
  within
    .locator('label')
    .filter({ hasText: new RegExp(`^${option}$`) })
    .click();
