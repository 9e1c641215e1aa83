import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { PageHeader } from '@shouwang/platform/ui/PageHeader.tsx';
import { useMay } from '@shouwang/platform/ui/session.ts';
import { type UrlTab, UrlTabs } from '@shouwang/platform/ui/UrlTabs.tsx';
import { urlField } from '@shouwang/platform/ui/url-state.ts';
import { useCursor } from '@shouwang/platform/ui/use-cursor.ts';
import { useUrlState } from '@shouwang/platform/ui/use-url-state.ts';
import { whenOpened } from '@shouwang/platform/ui/when-opened.tsx';
import { useMemo } from 'react';
import { type ExportView, useExports } from './api.ts';
import { exportColumns } from './export-columns.tsx';

const ExportRequestDrawer = whenOpened(() => import('./ExportRequestDrawer.tsx').then((m) => m.ExportRequestDrawer));

const EMPTY: Readonly<Record<ExportView, { title: string; text: string }>> = {
  mine: {
    title: '还没有导出过',
    text: '在农户档案、线索与预警、识别办理和筛查的清单上点“导出”，写明用途；另一人批准后在这里下载。',
  },
  waiting: { title: '没有待批准的导出', text: '辖区内有人申请导出时会出现在这里。自己申请的由别人批准。' },
  area: { title: '辖区内还没有导出', text: '谁、什么时候、为什么导出了什么，都会记在这里。' },
};
const fields = { open: urlField.text() };

function ExportList({ view, title }: { view: ExportView; title?: string }) {
  const [{ open }, setUrl] = useUrlState(fields);
  const cursor = useCursor();
  const query = useExports({ view, cursor: cursor.cursor });
  const columns = useMemo(() => exportColumns(view, ({ id }) => setUrl({ open: id })), [view, setUrl]);
  const opened = query.data?.items.find(({ id }) => id === open);
  return (
    <Card {...(title ? { title } : {})} flush>
      <DataTable
        label={TITLES[view]}
        query={query}
        columns={columns}
        rowKey={(row) => row.id}
        rowHeight={48}
        onOpen={(row) => setUrl({ open: row.id })}
        currentKey={open}
        cursor={cursor}
        noun="份"
        empty={EMPTY[view]}
      />
      {opened && <ExportRequestDrawer request={opened} onClose={() => setUrl({ open: '' })} />}
    </Card>
  );
}

const TITLES: Readonly<Record<ExportView, string>> = {
  mine: '我的导出',
  waiting: '待我批准',
  area: '辖区内的导出',
};

/** Own exports with their state; for whoever decides, those that wait; for whoever watches, all of the area. */
export function ExportsPage() {
  const may = useMay();
  const decides = may('approveExport');
  const waiting = useExports({ view: 'waiting', limit: 1 });
  const views: ExportView[] = [
    ...(may('requestExport') ? (['mine'] as const) : []),
    ...(decides ? (['waiting'] as const) : []),
    ...(decides || !may('requestExport') ? (['area'] as const) : []),
  ];
  const tabs: UrlTab[] = views.map((view) => ({
    key: view,
    label: TITLES[view],
    count: view === 'waiting' ? waiting.data?.total : undefined,
    content: <ExportList view={view} />,
  }));
  return (
    <>
      <PageHeader title="导出" subtitle="清单离开平台要写明用途、由另一人批准；文件带编号、到期销毁，每次下载都留痕" />
      {tabs.length > 1 ? (
        <UrlTabs tabs={tabs} />
      ) : (
        <ExportList view={views[0] ?? 'mine'} title={TITLES[views[0] ?? 'mine']} />
      )}
    </>
  );
}
