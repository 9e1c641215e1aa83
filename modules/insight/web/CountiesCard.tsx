import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { formatDate } from '@shouwang/platform/ui/dates.ts';
import { count } from '@shouwang/platform/ui/numbers.ts';
import { TwoLines } from '@shouwang/platform/ui/TwoLines.tsx';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import { Link } from 'react-router';
import { pointedOut } from '../../screening/rules.levels.ts';
import type { CountyFigures } from '../contract.ts';
import { useCountyFigures } from './api.ts';
import { hitsLink, monthWords, placeLink } from './links.ts';
import { Opens } from './place-columns.tsx';

const level = (
  key: 'red' | 'orange' | 'yellow' | 'undecided',
  filter: string,
  title: string,
): Column<CountyFigures> => ({
  key,
  title,
  align: 'right',
  nowrap: true,
  hideOnPhone: true,
  render: ({ levels, run, areaCode }) => (
    <Opens value={levels[key]} to={hitsLink(run, areaCode, filter)} what={title} />
  ),
});

const columns: Column<CountyFigures>[] = [
  {
    key: 'name',
    title: '县',
    nowrap: true,
    render: ({ name, areaCode }) => <Link to={placeLink(areaCode)}>{name}</Link>,
  },
  {
    key: 'run',
    title: '最近一批筛查',
    nowrap: true,
    hideOnPhone: true,
    render: ({ run }) => (
      <TwoLines
        first={`${monthWords(run.period)}数据`}
        second={`${run.runNo}，${formatDate(run.finishedAt, 'minute')}`}
      />
    ),
  },
  {
    key: 'households',
    title: '农户',
    align: 'right',
    nowrap: true,
    hideOnPhone: true,
    render: ({ levels }) => count(levels.households),
  },
  {
    key: 'hits',
    title: '提示',
    align: 'right',
    nowrap: true,
    render: ({ levels, run, areaCode }) => (
      <b>
        <Opens value={pointedOut(levels)} to={hitsLink(run, areaCode)} what="提示户" />
      </b>
    ),
  },
  level('red', '1', '红'),
  level('orange', '2', '橙'),
  level('yellow', '3', '黄'),
  level('undecided', 'undecided', '未能判断'),
];

/** The counties of a province or city with their last closed run; choosing one opens its overview. */
export function CountiesCard({ area }: { area: string }) {
  const query = useCountyFigures(area);
  return (
    <Card title="各县最近一批筛查" note="读自各县已完成的筛查结果；点县名看它的总览" flush>
      <DataTable
        label="各县最近一批筛查"
        query={{ ...query, data: query.data && { items: query.data.items, nextCursor: null } }}
        columns={columns}
        rowKey={(county) => county.areaCode}
        rowHeight={48}
        openTo={(county) => placeLink(county.areaCode)}
        empty={{ title: '辖区内还没有县完成筛查', text: '县里完成第一批筛查后，会列在这里；也可以在左上角选一个县。' }}
      />
    </Card>
  );
}
