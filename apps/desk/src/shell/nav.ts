import {
  ChartColumn,
  ClipboardCheck,
  FolderOpen,
  LayoutDashboard,
  type LucideIcon,
  Radar,
  ScanSearch,
  ScrollText,
  Upload,
} from 'lucide-react';

export type NavEntry = {
  to: string;
  label: string;
  icon: LucideIcon;
  /** operationId that the page cannot do without: who may not use it is not shown the entry and not let into the page. */
  needs: string;
};
export type NavGroup = { title: string | null; entries: readonly NavEntry[] };

/** The side navigation: only what exists. */
export const navigation: readonly NavGroup[] = [
  {
    title: null,
    entries: [
      { to: '/workbench', label: '工作台', icon: LayoutDashboard, needs: 'getWorkbench' },
      { to: '/overview', label: '总览', icon: ChartColumn, needs: 'getAreaOverview' },
    ],
  },
  {
    title: '农户',
    entries: [
      { to: '/households', label: '农户档案', icon: FolderOpen, needs: 'listHouseholds' },
      { to: '/warnings', label: '线索与预警', icon: Radar, needs: 'listDispatches' },
      { to: '/cases', label: '识别办理', icon: ClipboardCheck, needs: 'listCases' },
    ],
  },
  {
    title: '数据',
    entries: [
      { to: '/screening', label: '筛查', icon: ScanSearch, needs: 'listRuns' },
      { to: '/imports', label: '数据导入', icon: Upload, needs: 'listExchangeItems' },
    ],
  },
  { title: '制度', entries: [{ to: '/policy', label: '政策包', icon: ScrollText, needs: 'getPackInForce' }] },
];

/** The navigation of somebody who may use these operations; groups without an entry are left out. */
export function navigationFor(permissions: readonly string[]): NavGroup[] {
  return navigation
    .map((group) => ({ ...group, entries: group.entries.filter(({ needs }) => permissions.includes(needs)) }))
    .filter(({ entries }) => entries.length > 0);
}

/** Where the desk opens for somebody: the first page that he may see. */
export function startOf(permissions: readonly string[]): string | undefined {
  return navigationFor(permissions)[0]?.entries[0]?.to;
}

/** The entry that an address belongs to: the page itself or one below it. */
export function entryAt(pathname: string): NavEntry | undefined {
  return navigation
    .flatMap(({ entries }) => entries)
    .find(({ to }) => pathname === to || pathname.startsWith(`${to}/`));
}
