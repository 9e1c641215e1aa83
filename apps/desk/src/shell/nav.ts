import {
  ChartColumn,
  ClipboardCheck,
  Download,
  FolderOpen,
  LayoutDashboard,
  ListChecks,
  type LucideIcon,
  Megaphone,
  PencilLine,
  Radar,
  ScanSearch,
  ScrollText,
  Upload,
  UserCog,
} from 'lucide-react';

export type NavEntry = {
  to: string;
  label: string;
  icon: LucideIcon;
  /** operationId that the page cannot do without: who may not use it is not shown the entry and not let into the page. */
  needs: string;
  /** What waits for the reader there: a list whose total is shown at the entry, and who may act on it. */
  waits?: {
    needs: string;
    /** First part of the key under which the page keeps its data: what renews the page renews the number. */
    key: string;
    path: string;
    query: Record<string, string | number>;
    noun: string;
  };
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
      {
        to: '/changes',
        label: '信息更正',
        icon: PencilLine,
        needs: 'listChangeRequests',
        waits: {
          needs: 'decideChange',
          key: 'changes',
          path: '/api/change-requests',
          query: { view: 'decide', limit: 1 },
          noun: '件待审批',
        },
      },
      { to: '/warnings', label: '线索与预警', icon: Radar, needs: 'listDispatches' },
      { to: '/cases', label: '识别办理', icon: ClipboardCheck, needs: 'listCases' },
      { to: '/meetings', label: '会议与公示', icon: Megaphone, needs: 'getAgenda' },
    ],
  },
  {
    title: '数据',
    entries: [
      { to: '/quality', label: '数据质量', icon: ListChecks, needs: 'listFindings' },
      { to: '/screening', label: '筛查', icon: ScanSearch, needs: 'listRuns' },
      { to: '/imports', label: '数据导入', icon: Upload, needs: 'listExchangeItems' },
      {
        to: '/exports',
        label: '导出',
        icon: Download,
        needs: 'listExports',
        waits: {
          needs: 'approveExport',
          key: 'exports',
          path: '/api/exports',
          query: { view: 'waiting', limit: 1 },
          noun: '份待批准',
        },
      },
    ],
  },
  {
    title: '制度',
    entries: [
      { to: '/policy', label: '政策包', icon: ScrollText, needs: 'getPackInForce' },
      {
        to: '/accounts',
        label: '账号与岗位',
        icon: UserCog,
        needs: 'listAccounts',
        waits: {
          needs: 'approveAccount',
          key: 'accounts',
          path: '/api/account-requests',
          query: { view: 'decide', limit: 1 },
          noun: '份待同意',
        },
      },
    ],
  },
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
