import type { Page } from 'playwright-core';
import type { Followed } from './journey.screening.ts';
import { type People, seen } from './people.ts';

/** One page of the desk as somebody opens it. `ready` is what shows that it is filled. */
export interface DeskPage {
  name: string;
  /** Post of whoever looks; null on the sign-in page. */
  post: string | null;
  path: string;
  ready: (page: Page) => Promise<void>;
}

const COUNTY = '翁源县审定';
const OFFICE = '翁源县医疗保障局数据专员';
const rows = (label: string | RegExp) => (page: Page) =>
  seen(page.getByRole('table', { name: label }).locator('tbody tr'));
const words = (text: string | RegExp) => (page: Page) => seen(page.getByText(text));

/** The main pages, in the state in which the journey has left them. */
export function deskPages(followed: Followed): DeskPage[] {
  return [
    { name: 'sign-in', post: null, path: '/sign-in', ready: words('演示岗位') },
    { name: 'workbench', post: COUNTY, path: '/workbench', ready: words('识别办理中') },
    // The window has done all that was its own: an empty workbench.
    { name: 'workbench-town', post: `${followed.town}一门受理窗口`, path: '/workbench', ready: words('没有待办') },
    {
      name: 'workbench-dispatch',
      post: `${followed.town}审核员`,
      path: '/workbench?kind=dispatchVerification',
      ready: (page) => seen(page.getByText('勾选同村的户，一次指派')),
    },
    { name: 'overview', post: COUNTY, path: '/overview', ready: rows('逐月走势') },
    { name: 'overview-town', post: `${followed.town}审核员`, path: '/overview', ready: rows('逐月走势') },
    { name: 'households', post: COUNTY, path: '/households', ready: rows('农户') },
    { name: 'household', post: COUNTY, path: followed.householdPath, ready: words('概况') },
    { name: 'screening', post: COUNTY, path: '/screening', ready: rows('筛查批次') },
    { name: 'screening-run', post: COUNTY, path: followed.runPath, ready: rows(/筛查提示的户$/) },
    { name: 'trace', post: COUNTY, path: followed.tracePath, ready: words('这是提示，不是结论。') },
    { name: 'imports', post: OFFICE, path: '/imports', ready: rows('导入记录') },
    { name: 'import-report', post: OFFICE, path: followed.reportPath, ready: rows('拒收的行') },
    { name: 'warnings', post: COUNTY, path: '/warnings', ready: rows('线索与预警工作单') },
    { name: 'cases', post: COUNTY, path: '/cases', ready: rows('识别件') },
    { name: 'case', post: COUNTY, path: followed.casePath, ready: words('办理记录') },
    { name: 'case-open', post: `${followed.town}一门受理窗口`, path: followed.otherCasePath, ready: words('门槛对照') },
    {
      name: 'simulation',
      post: COUNTY,
      path: `${followed.runPath}/simulate?set=line.monitoring%3A12000`,
      ready: words(/多 [\d,]+ 户/),
    },
    { name: 'exports', post: COUNTY, path: '/exports?tab=area', ready: rows('辖区内的导出') },
    { name: 'accounts', post: COUNTY, path: '/accounts', ready: rows('账号') },
    { name: 'quality', post: '翁源县主管', path: '/quality', ready: words('数据质量') },
    { name: 'changes', post: `${followed.town}审核员`, path: '/changes', ready: words('信息更正') },
    {
      name: 'meetings',
      post: `${followed.town}${followed.village}两委干部`,
      path: '/meetings',
      ready: words('会议与公示'),
    },
    { name: 'policy', post: COUNTY, path: '/policy', ready: (page) => seen(page.getByRole('tab')) },
  ];
}

/** Opens a page of the desk and waits until it is filled. */
export async function openDeskPage(
  people: People,
  desk: DeskPage,
  size: { width: number; height: number },
): Promise<Page> {
  const page = desk.post === null ? await people.newPage() : await people.page(desk.post);
  await page.setViewportSize(size);
  await people.open(page, desk.path);
  await desk.ready(page);
  await page.waitForLoadState('networkidle');
  return page;
}
