import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { DESKTOP, type Product, signIn } from './harness.ts';

/** A demonstration account as the sign-in page lists it. */
export interface Account {
  loginName: string;
  name: string;
  roleName: string;
  areaName: string;
}

/** Time that one thing on a page may take on a busy machine. */
export const PATIENCE = 30_000;

const POLICY = /TrustedHTML|script-src/;

/** The people of the journey, each in a browser of his own. */
export class People {
  readonly contexts: BrowserContext[] = [];
  /** What pages threw, and what the content policy refused. */
  readonly faults: string[] = [];
  readonly #browser: Browser;
  readonly #product: Pick<Product, 'url'>;
  readonly #pages = new Map<string, Page>();
  #accounts: Account[] | null = null;

  constructor(browser: Browser, product: Pick<Product, 'url'>) {
    this.#browser = browser;
    this.#product = product;
  }

  /** All posts of the demonstration. */
  async accounts(): Promise<Account[]> {
    this.#accounts ??= (await (await fetch(`${this.#product.url}/api/demonstration/accounts`)).json()) as Account[];
    return this.#accounts;
  }

  /** The login name of a post, by the words that the sign-in page shows: `龙仙镇审核员`. */
  async who(post: string): Promise<Account> {
    const found = (await this.accounts()).find((account) => account.roleName === post);
    if (!found) throw new Error(`no demonstration account ${post}`);
    return found;
  }

  /** The page of somebody, signed in on first use through the sign-in page. */
  async page(post: string): Promise<Page> {
    const { loginName } = await this.who(post);
    const known = this.#pages.get(loginName);
    if (known) return known;
    const page = await this.newPage();
    await signIn(page, this.#product, loginName);
    this.#pages.set(loginName, page);
    return page;
  }

  /** A new window of somebody who is signed in already. */
  async secondWindow(post: string): Promise<Page> {
    const context = await this.#context(await (await this.page(post)).context().storageState());
    return context.newPage();
  }

  /** A browser in which nobody is signed in. */
  async newPage(): Promise<Page> {
    return (await this.#context()).newPage();
  }

  /** Opens an address of the product. */
  async open(page: Page, path: string): Promise<void> {
    await page.goto(`${this.#product.url}${path}`);
  }

  async #context(storageState?: Awaited<ReturnType<BrowserContext['storageState']>>): Promise<BrowserContext> {
    const context = await this.#browser.newContext({
      viewport: DESKTOP,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      acceptDownloads: true,
      ...(storageState ? { storageState } : {}),
    });
    context.setDefaultTimeout(PATIENCE);
    context.on('weberror', (fault) => this.faults.push(`${fault.page()?.url()}: ${fault.error().message}`));
    context.on('console', (said) => {
      if (POLICY.test(said.text())) this.faults.push(`${said.page()?.url()}: ${said.text()}`);
    });
    this.contexts.push(context);
    return context;
  }
}

/** Waits until something is to be seen. */
export const seen = (locator: Locator, timeout = PATIENCE) => locator.first().waitFor({ state: 'visible', timeout });

/** A card of a page by its heading. */
export const card = (page: Page, title: string) => page.getByRole('region', { name: title, exact: true });

const TRIES = 4;
const SHORTLY = 4000;
/** The whole folding list that an input of antd stands in. */
const whole = (box: Locator) =>
  box.locator('xpath=ancestor::div[contains(concat(" ", @class, " "), " ant-select ")][1]');

/** Chooses an entry of a folding list by its words, typed first where `search` says so. A list that still moves is clicked again until the choice stands. */
export async function choose(
  page: Page,
  box: Locator,
  { option, search }: { option: string; search?: boolean },
): Promise<void> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    await box.click();
    if (search) await box.fill(option);
    await page
      .locator('.ant-select-dropdown:visible .ant-select-item-option:not(.ant-select-item-option-selected)')
      .filter({ hasText: option })
      .first()
      .click({ timeout: 2 * SHORTLY })
      .catch(() => undefined);
    const isThere = await whole(box)
      .filter({ hasText: option })
      .waitFor({ timeout: SHORTLY })
      .then(
        () => true,
        () => false,
      );
    if (search) await page.keyboard.press('Escape');
    if (isThere) return;
  }
  throw new Error(`${option} could not be chosen`);
}

/** Follows an entry of the side navigation. */
export async function goTo(page: Page, entry: string): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: entry }).click();
  await seen(page.getByRole('heading', { level: 1, name: entry }));
}

/** Gives the one-time code that is asked for again before an act that needs one; `done` shows that the last one still held. */
export async function proveAgain(page: Page, done?: Locator): Promise<void> {
  const asked = page.getByRole('dialog', { name: '再次核验动态码' });
  await seen(done ? asked.or(done) : asked);
  if (!(await asked.isVisible())) return;
  await asked.getByRole('button', { name: '填入演示动态码' }).click();
  await asked.getByRole('button', { name: '继续办理' }).click();
  await asked.waitFor({ state: 'hidden' });
}
