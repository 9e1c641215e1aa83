import {
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
  /** operationId without which the entry is not shown. */
  needs?: string | undefined;
};
export type NavGroup = { title: string | null; entries: readonly NavEntry[] };

/** Where the desk opens. */
export const HOME = '/workbench';

/** The side navigation: only what exists. */
export const navigation: readonly NavGroup[] = [
  { title: null, entries: [{ to: HOME, label: '工作台', icon: LayoutDashboard }] },
  {
    title: '农户',
    entries: [
      { to: '/households', label: '农户档案', icon: FolderOpen },
      { to: '/warnings', label: '线索与预警', icon: Radar, needs: 'listDispatches' },
      { to: '/cases', label: '识别办理', icon: ClipboardCheck },
    ],
  },
  {
    title: '数据',
    entries: [
      { to: '/screening', label: '筛查', icon: ScanSearch, needs: 'listRuns' },
      { to: '/imports', label: '数据导入', icon: Upload },
    ],
  },
  { title: '制度', entries: [{ to: '/policy', label: '政策包', icon: ScrollText }] },
];
