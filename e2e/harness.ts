import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@shouwang/platform/db/embedded.ts';
import { type Browser, chromium, type Page } from 'playwright-core';

/** A running product on a data folder of its own. */
export interface Product {
  url: string;
  dataFolder: string;
  stop: () => Promise<void>;
}

/** Starts the product as `npm start` does, with a small demonstration county, and waits until it is ready. */
export async function startProduct(households: number): Promise<Product> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'shouwang-e2e-'));
  chmodSync(dataFolder, 0o711);
  const port = await freePort();
  const child = spawn(process.execPath, ['apps/server/main.ts'], {
    env: {
      ...process.env,
      SHOUWANG_DATA: dataFolder,
      PORT: String(port),
      SHOUWANG_DEMO_HOUSEHOLDS: String(households),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // However this program ends, the product does not outlive it.
  process.once('exit', () => child.kill('SIGINT'));
  await ready(child);
  return { url: `http://localhost:${port}`, dataFolder, stop: () => stop(child, dataFolder) };
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the product was not ready after 180 s')), 180_000);
    child.stdout?.on('data', (chunk: Buffer) => {
      if (!chunk.toString().includes('Shouwang is ready')) return;
      clearTimeout(timer);
      resolve();
    });
    child.once('exit', (code) => reject(new Error(`the product ended with code ${code}`)));
  });
}

async function stop(child: ChildProcess, dataFolder: string): Promise<void> {
  child.removeAllListeners('exit');
  if (child.exitCode === null) {
    await new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill('SIGINT');
    });
  }
  rmSync(dataFolder, { recursive: true, force: true });
}

/** Where Chromium is, or null: a journey that cannot run says NOT RUN. */
export function chromiumPath(): string | null {
  return (
    ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path)) ??
    null
  );
}

/** Starts a headless browser without any traffic of its own. */
export function openBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    // Without it Chromium loses files whose names are Chinese.
    env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** Signs in as a demonstration account through the sign-in page; waits for a fresh code when the last one is used up. */
export async function signIn(page: Page, product: Pick<Product, 'url'>, loginName: string): Promise<void> {
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const answer = await fetch(`${product.url}/api/demonstration/accounts`);
    const accounts = (await answer.json()) as { loginName: string; password: string; code: string }[];
    const account = accounts.find((one) => one.loginName === loginName);
    if (!account) throw new Error(`no demonstration account ${loginName}`);
    await page.goto(`${product.url}/sign-in`);
    await page.getByLabel('账号').fill(account.loginName);
    await page.getByLabel('密码').fill(account.password);
    await page.getByLabel('动态码').fill(account.code);
    await page.getByRole('button', { name: '登录' }).click();
    const done = await page
      .waitForURL((url) => !url.pathname.startsWith('/sign-in'), { timeout: 20_000, waitUntil: 'commit' })
      .then(
        () => true,
        () => false,
      );
    if (done) return;
    await page.waitForTimeout(10_000);
  }
  throw new Error(`${loginName} could not sign in`);
}
