import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { listOf } from '@shouwang/platform/ui/list-query.ts';
import { PageHeader } from '@shouwang/platform/ui/PageHeader.tsx';
import { RowsSkeleton } from '@shouwang/platform/ui/RowsSkeleton.tsx';
import { useAreaScope } from '@shouwang/platform/ui/session.ts';
import { SessionVillage } from './SessionVillage.tsx';
import { useAgenda } from './session-api.ts';
import { villageColumns } from './session-columns.tsx';

/** 会议与公示: what a village decides at one meeting and posts on one paper, built from what waits there; above the village, where how much waits. */
export function SessionPage() {
  const [area] = useAreaScope();
  const query = useAgenda(area);
  const agenda = query.data;
  const village = agenda?.village ?? null;
  const subtitle = village
    ? `${village.name}：一次会议评议多户，一张公示张贴多户，照片只拍一次`
    : '点一个村，看等待评议、公示和公告的户';
  return (
    <>
      <PageHeader title="会议与公示" subtitle={subtitle} />
      {query.error && !agenda && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {!query.error && !agenda && <RowsSkeleton rows={8} height={48} />}
      {village && <SessionVillage key={village.areaCode} village={village} />}
      {agenda && !village && (
        <Card title="各村等待办理的户" note="按区划代码排列" flush>
          <DataTable
            label="各村等待办理的户"
            query={listOf(agenda.villages)}
            columns={villageColumns}
            rowKey={(row) => row.areaCode}
            openTo={(row) => `/meetings?area=${row.areaCode}`}
            empty={{ title: '辖区内没有等待评议或公示的户', text: '信息比对研判完成后，会按村出现在这里。' }}
          />
        </Card>
      )}
    </>
  );
}
