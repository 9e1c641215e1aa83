import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { listOf } from '@shouwang/platform/ui/list-query.ts';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { AreaOverview } from '../contract.ts';
import { ALL_PLACES, isBusy } from './busy.ts';
import { placeColumns } from './place-columns.tsx';

/** The places below the area: levels of the run, monitored stock, open work sheets. A row opens its own overview. */
export function PlacesCard({ overview }: { overview: AreaOverview }) {
  const columns = useMemo(() => placeColumns(overview), [overview]);
  const [all, setAll] = useState(false);
  const busy = overview.places.filter(isBusy);
  const isLong = overview.places.length > ALL_PLACES && busy.length > 0;
  const shown = isLong && !all ? busy : overview.places;
  const quiet = overview.places.length - busy.length;
  const what = overview.areaCode.length === 6 ? '镇' : '村';
  return (
    <Card
      title="按地方"
      note={`${overview.name}，按${what}`}
      extra={<span className="sw-note">点地名看它的总览，点数字看清单</span>}
      foot={
        isLong &&
        quiet > 0 && (
          <>
            <span>
              {all ? `${overview.places.length} 个${what}` : `另有 ${quiet} 个${what}没有提示、监测对象和工作单`}
            </span>
            <Button type="link" size="small" onClick={() => setAll(!all)}>
              {all ? '只看有数的' : '全部列出'}
            </Button>
          </>
        )
      }
      flush
    >
      <DataTable
        label={`${overview.name}按${what}的存量`}
        query={listOf(shown)}
        columns={columns}
        rowKey={(place) => place.areaCode}
        empty={{ title: '没有下一级', text: '已经到村，户在农户档案里。' }}
      />
    </Card>
  );
}
