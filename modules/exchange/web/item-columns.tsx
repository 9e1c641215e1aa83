import { count } from '@shouwang/platform/ui/numbers.ts';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { TwoLines } from '@shouwang/platform/ui/TwoLines.tsx';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import { Button } from 'antd';
import { Link } from 'react-router';
import type { ExchangeItem } from '../contract.ts';
import { rate, STANDINGS, standingNote } from './words.ts';

function Act({ item, onUpload }: { item: ExchangeItem; onUpload: (code: string) => void }) {
  const open = item.standing === 'late' || item.standing === 'waiting' || item.standing === 'failed';
  if (item.mayUpload && open)
    return (
      <Button size="small" onClick={() => onUpload(item.code)} aria-label={`上传 ${item.code} ${item.name}`}>
        上传
      </Button>
    );
  return item.batch ? (
    <Link to={`/imports/${item.batch.id}`} aria-label={`看报告：${item.name}`}>
      看报告
    </Link>
  ) : (
    <span className="sw-note">等部门上传</span>
  );
}

/** Columns of the items of a month. */
export function itemColumns(onUpload: (code: string) => void): Column<ExchangeItem>[] {
  return [
    {
      key: 'item',
      title: '数据项',
      render: (item) => <TwoLines first={`${item.code} ${item.name}`} second={item.departmentName} />,
    },
    {
      key: 'standing',
      title: '本期',
      nowrap: true,
      render: (item) => (
        <span className="sw-row" style={{ gap: 8 }}>
          <StatusTag kind={STANDINGS[item.standing].kind}>{STANDINGS[item.standing].word}</StatusTag>
          <span className={item.daysLate > 0 ? 'ex-late' : 'sw-note'}>{standingNote(item)}</span>
        </span>
      ),
    },
    {
      key: 'rows',
      title: '收到 行',
      align: 'right',
      nowrap: true,
      render: ({ batch }) => (batch?.rowsIn === null || !batch ? '—' : count(batch.rowsIn)),
    },
    {
      key: 'rejected',
      title: '拒收率',
      align: 'right',
      nowrap: true,
      hideOnPhone: true,
      render: ({ batch }) => rate(batch?.rowsRejected ?? null, batch?.rowsIn ?? null) ?? '—',
    },
    {
      key: 'matched',
      title: '匹配率',
      align: 'right',
      nowrap: true,
      hideOnPhone: true,
      render: ({ batch }) => rate(batch?.rowsMatched ?? null, batch?.rowsAccepted ?? null) ?? '—',
    },
    {
      key: 'act',
      title: '办理',
      hideTitle: true,
      align: 'right',
      nowrap: true,
      render: (item) => <Act item={item} onUpload={onUpload} />,
    },
  ];
}
