import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { PageHeader } from '@shouwang/platform/ui/PageHeader.tsx';
import { SegmentedFilter } from '@shouwang/platform/ui/SegmentedFilter.tsx';
import { type Figure, StatStrip } from '@shouwang/platform/ui/StatStrip.tsx';
import { useMay, useSession } from '@shouwang/platform/ui/session.ts';
import { urlField } from '@shouwang/platform/ui/url-state.ts';
import { useCursor } from '@shouwang/platform/ui/use-cursor.ts';
import { useUrlState } from '@shouwang/platform/ui/use-url-state.ts';
import { Select } from 'antd';
import type { ExchangeItem } from '../contract.ts';
import { useImports, useItems } from './api.ts';
import { importColumns } from './import-columns.tsx';
import { itemColumns } from './item-columns.tsx';
import { UploadCard } from './UploadCard.tsx';
import { dueMonth, monthChoices, monthWords, rate } from './words.ts';
import './exchange.css';

const STATES = ['all', 'held', 'failed', 'withdrawn'] as const;
const STATE_OPTIONS = [
  { value: 'all', label: '全部' },
  { value: 'held', label: '待确认' },
  { value: 'failed', label: '未能读取' },
  { value: 'withdrawn', label: '已撤回' },
] as const;
const fields = { period: urlField.text(), item: urlField.text(), state: urlField.oneOf(STATES, 'all') };

function figures(items: readonly ExchangeItem[], period: string): Figure[] {
  const standing = (name: ExchangeItem['standing']) => items.filter((item) => item.standing === name).length;
  const sum = (pick: (item: ExchangeItem) => number | null | undefined) =>
    items.reduce((total, item) => total + (pick(item) ?? 0), 0);
  const received = sum((item) => item.batch?.rowsIn);
  const rejected = sum((item) => item.batch?.rowsRejected);
  return [
    {
      label: '到齐',
      value: standing('arrived'),
      unit: `/ ${items.length} 项`,
      note: `${monthWords(period)} 期`,
      definition: '本期已核对入库的数据项',
    },
    {
      label: '未到已逾期',
      value: standing('late'),
      unit: '项',
      note: '过了推送日还没有文件',
      definition: '过了每月推送日仍没有收到文件的数据项',
    },
    {
      label: '待部门确认',
      value: sum((item) => item.held),
      unit: '份',
      note: '行数波动过大或拒收过半',
      definition: '核对完但暂不入库，等部门确认数字的文件',
    },
    {
      label: '收到',
      value: received.toLocaleString('zh-CN'),
      unit: '行',
      note: '本期各项合计',
      definition: '本期各项最近一份文件收到的行数',
    },
    {
      label: '拒收',
      value: rejected.toLocaleString('zh-CN'),
      unit: '行',
      note: rate(rejected, received) ?? '—',
      definition: '不合要求退回部门改正的行数',
    },
  ];
}

/** Department data of a month: what came, what is late, what waits, and the place to hand a file in. */
export function ImportListPage() {
  const { today } = useSession();
  const may = useMay();
  const [filter, setFilter] = useUrlState(fields);
  const period = /^\d{6}$/.test(filter.period) ? filter.period : dueMonth(today);
  const list = useItems(period);
  const items = list.data?.items ?? [];
  const uploadable = items.filter((item) => item.mayUpload);
  const first = uploadable.find((item) => item.standing === 'late') ?? uploadable[0];
  const toUpload = (code: string) => {
    setFilter({ item: code });
    document.getElementById('upload')?.scrollIntoView({ block: 'nearest' });
  };
  const table = (
    <Card title="数据项" note="点一行看导入报告" flush>
      <DataTable
        label="本期数据项"
        query={{ ...list, data: list.data && { items, nextCursor: null }, isFetching: list.isPlaceholderData }}
        columns={itemColumns(toUpload)}
        rowKey={(item) => item.code}
        rowHeight={48}
        openTo={(item) => (item.batch ? `/imports/${item.batch.id}` : `/imports?item=${item.code}`)}
        currentKey={filter.item || undefined}
        empty={{ title: '没有您部门的数据项', text: '您的部门在交换目录里还没有数据项，请与县监测股联系。' }}
      />
    </Card>
  );
  return (
    <>
      <PageHeader
        title="数据导入"
        subtitle="部门每月 5 日前报上月数据；收到几行、用了几行、退了几行，逐行说清"
        acts={
          <Select
            aria-label="所属期"
            value={period}
            onChange={(value) => setFilter({ period: value })}
            options={monthChoices(today)}
            style={{ width: 136 }}
          />
        }
      />
      <StatStrip label="本期到数情况" figures={figures(items, period)} loading={list.isPending} />
      {may('uploadDepartmentFile') && first ? (
        <div className="sw-split-8-4">
          {table}
          <div id="upload">
            <UploadCard
              items={uploadable}
              code={filter.item || first.code}
              period={period}
              today={today}
              onCode={(item) => setFilter({ item })}
              onPeriod={(value) => setFilter({ period: value })}
            />
          </div>
        </div>
      ) : (
        table
      )}
      <Records state={filter.state} onState={(state) => setFilter({ state })} />
    </>
  );
}

type RecordsProps = { state: (typeof STATES)[number]; onState: (state: (typeof STATES)[number]) => void };

function Records({ state, onState }: RecordsProps) {
  const cursor = useCursor();
  const list = useImports({ state: state === 'all' ? undefined : state, cursor: cursor.cursor });
  return (
    <Card
      title="导入记录"
      note="最近的在前"
      flush
      extra={<SegmentedFilter label="状态" value={state} options={STATE_OPTIONS} onChange={onState} />}
    >
      <DataTable
        label="导入记录"
        query={{ ...list, isFetching: list.isPlaceholderData }}
        columns={importColumns}
        rowKey={(batch) => batch.id}
        rowHeight={48}
        openTo={(batch) => `/imports/${batch.id}`}
        cursor={cursor}
        pageSize={10}
        noun="份"
        empty={{
          title: state === 'all' ? '还没有导入过文件' : '没有这种状态的文件',
          text: '文件收到后逐行核对，匹配到户，结果在这里。第一步：在上面选数据项和所属期，上传部门文件。',
        }}
      />
    </Card>
  );
}
