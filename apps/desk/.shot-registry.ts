import { chromium } from 'playwright-core';
const base = 'http://127.0.0.1:5299';
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const ctx = await browser.newContext({ viewport: { width: 1440, height: 1000 } });
const page = await ctx.newPage();
page.on('console', (m) => m.type() === 'error' && process.stdout.write('console: ' + m.text().slice(0, 300) + '\n'));
page.on('pageerror', (e) => process.stdout.write('pageerror: ' + e.message.slice(0, 400) + '\n'));
const accounts = await (await fetch('http://127.0.0.1:8099/api/demonstration/accounts')).json() as any[];
const who = accounts.find((a) => a.loginName === (process.argv[3] ?? 'county')) ?? accounts.find((a) => a.roleName.includes('县')) ?? accounts[0];
await page.goto(base + '/sign-in');
const r = await page.request.post(base + '/api/session', { headers: { 'x-shouwang-request': '1' }, data: { loginName: who.loginName, password: who.password, code: who.code } });
process.stdout.write(who.loginName + ' ' + r.status() + '\n');
const steps = process.argv[2] ?? 'list';
const shot = async (n: string, full = true) => page.screenshot({ path: `/tmp/reg-${n}.png`, fullPage: full });
await page.goto(base + '/households'); await page.waitForSelector('.sw-table', { timeout: 60000 }).catch(() => 0); await page.waitForTimeout(800);
await shot('list', false);
const list = await (await page.request.get(base + '/api/households?type=1&limit=50')).json() as any;
let id = list.items[0].id as string;
for (const row of list.items) { const h = await (await page.request.get(`${base}/api/households/${row.id}`)).json() as any; if (h.members.length >= 4 && h.incomeItems.length >= 6) { id = row.id; break; } }
await page.goto(`${base}/households/${id}`); await page.waitForSelector('.reg-head', { timeout: 60000 }); await page.waitForTimeout(1200);
await shot('page');
if (steps === 'all') {
  for (const tab of ['members', 'income', 'living', 'changes', 'views']) { await page.goto(`${base}/households/${id}?tab=${tab}`); await page.waitForSelector('.reg-head'); await page.waitForTimeout(900); await shot('tab-' + tab); }
  await page.goto(`${base}/households/${id}`); await page.waitForSelector('.reg-head');
  await page.getByRole('button', { name: '查看健康状况' }).click(); await page.getByRole('textbox', { name: '事由' }).fill('入户核实准备'); await page.getByRole('button', { name: /查\s?看$/ }).last().click(); await page.waitForSelector('.sw-reveal'); await shot('reveal', false);
  await page.getByRole('button', { name: '提出更正' }).click(); await page.waitForSelector('.ant-drawer'); await page.waitForTimeout(700); await shot('correct', false);
  const h = await (await page.request.get(`${base}/api/households/${id}`)).json() as any;
  const other = await page.request.patch(`${base}/api/households/${id}`, { headers: { 'x-shouwang-request': '1', 'if-match': `"${h.version}"` }, data: { reason: '他人先改了', changes: { address: `新址 ${Date.now() % 1000} 号`, waterOutageDays: (h.living.waterOutageDays ?? 0) + 1 } } });
  process.stdout.write('other ' + other.status() + '\n');
  await page.getByLabel('住址').fill('我填写的地址 88 号'); await page.getByLabel('组', { exact: true }).fill('第九组'); await page.getByLabel('更正事由').fill('入户核对户口簿'); await page.getByRole('button', { name: '提交更正' }).click();
  await page.waitForSelector('.reg-conflict', { timeout: 8000 }); await page.waitForTimeout(400); await shot('conflict', false);
  await page.getByRole('button', { name: /按所选提交/ }).click(); await page.waitForTimeout(1500); await shot('after', false);
  await page.getByRole('button', { name: '录入收支' }).click(); await page.waitForTimeout(700); await shot('income-form', false);
  await page.setViewportSize({ width: 390, height: 844 }); await page.goto(`${base}/households/${id}`); await page.waitForSelector('.reg-head'); await page.waitForTimeout(900); await shot('phone');
  await page.goto(`${base}/households?q=${encodeURIComponent('龘')}`); await page.waitForTimeout(1200); await page.setViewportSize({ width: 1440, height: 900 }); await page.waitForTimeout(500); await shot('empty', false);
}
await browser.close();
