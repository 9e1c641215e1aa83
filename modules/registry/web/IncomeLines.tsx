import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { DateText } from '@shouwang/platform/ui/DateText.tsx';
import { listOf } from '@shouwang/platform/ui/list-query.ts';
import { MoneyText } from '@shouwang/platform/ui/MoneyText.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import { DEPARTMENT, INCOME_SOURCE, nameOf } from '../codes.ts';
import type { Household, IncomeItem } from '../contract.ts';
import { EXPENSE_CATEGORY, EXPENSE_ITEM, INCOME_CATEGORY, INCOME_ITEM, itemName } from '../income-codes.ts';
import type { Standing } from '../income-rules.ts';
import type { IncomeStatement } from '../rules.ts';

const WHY: Record<Exclude<Standing, 'counted'>, string> = {
  'not-in-ledger': '本口径不计',
  superseded: '以部门数据为准',
  'purpose-bound': '专项用途',
  'one-off': '一次性',
  'kept-apart': '单列',
  'outside-period': '不在核算期',
  reversed: '已冲销',
};

/** Amounts that do not hold any more are struck out; those that are merely not counted are grey. */
const AMOUNT_LOOK: Partial<Record<Standing, string>> = { counted: '', reversed: 'reg-void', superseded: 'reg-void' };

type Row = { item: IncomeItem; standing: Standing; category: string; shown: boolean; member: string };

const categoryOf = (item: IncomeItem) =>
  item.direction === 'in'
    ? INCOME_CATEGORY[INCOME_ITEM[item.itemCode]?.category ?? '9']
    : EXPENSE_CATEGORY[EXPENSE_ITEM[item.itemCode]?.category ?? '2'];

/** Counted lines first; within, income before expense, by item; the category is written on its first line only. */
function rowsOf(household: Household, made: IncomeStatement): Row[] {
  const names = new Map(household.members.map((member) => [member.id, member.name]));
  const byId = new Map(household.incomeItems.map((item) => [item.id, item]));
  const order = (row: { item: IncomeItem; standing: Standing }) =>
    `${row.standing === 'counted' ? 0 : 1}${row.item.direction === 'in' ? 0 : 1}${row.item.itemCode}`;
  const rows = made.lines
    .flatMap(({ line, standing }) => {
      const item = byId.get(line.id);
      return item ? [{ item, standing }] : [];
    })
    .sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return rows.map((row, index) => {
    const category = categoryOf(row.item);
    const before = rows[index - 1];
    const shown =
      !before ||
      categoryOf(before.item) !== category ||
      (before.standing === 'counted') !== (row.standing === 'counted');
    return {
      ...row,
      category,
      shown,
      member: row.item.memberId === null ? '全户' : (names.get(row.item.memberId) ?? '已离户成员'),
    };
  });
}

const columns: Column<Row>[] = [
  {
    key: 'category',
    title: '类别',
    nowrap: true,
    hideOnPhone: true,
    render: (row) => (row.shown ? row.category : <span className="sw-hidden">{row.category}</span>),
  },
  { key: 'item', title: '项目', render: (row) => itemName(row.item.direction, row.item.itemCode) },
  { key: 'member', title: '成员', nowrap: true, hideOnPhone: true, render: (row) => row.member },
  {
    key: 'amount',
    title: '金额（元）',
    align: 'right',
    nowrap: true,
    render: (row) => (
      <span className={AMOUNT_LOOK[row.standing] ?? 'reg-uncounted'}>
        {row.item.direction === 'out' ? '−' : ''}
        <MoneyText fen={row.item.amountFen} />
      </span>
    ),
  },
  {
    key: 'source',
    title: '来源',
    render: (row) => (
      <span className="sw-row reg-source">
        <StatusTag kind={row.item.source === 'estimated' ? 'estimate' : 'neutral'}>
          {nameOf(INCOME_SOURCE, row.item.source)}
        </StatusTag>
        {row.item.departmentCode !== null && (
          <span className="sw-note">
            {[nameOf(DEPARTMENT, row.item.departmentCode).split('（')[0], row.item.sourceRef].filter(Boolean).join(' ')}
          </span>
        )}
      </span>
    ),
  },
  {
    key: 'date',
    title: '数据日期',
    nowrap: true,
    hideOnPhone: true,
    render: (row) => <DateText value={row.item.occurredTo} />,
  },
  {
    key: 'standing',
    title: '计入',
    nowrap: true,
    render: (row) => (row.standing === 'counted' ? '计入' : <span className="sw-note">{WHY[row.standing]}</span>),
  },
];

export type IncomeLinesProps = {
  household: Household;
  made: IncomeStatement;
  onReverse?: ((line: { id: string; name: string }) => void) | undefined;
};

/** Every line with its source and day, and why one is not counted. */
export function IncomeLines({ household, made, onReverse }: IncomeLinesProps) {
  const act: Column<Row>[] = onReverse
    ? [
        {
          key: 'act',
          title: '操作',
          hideTitle: true,
          align: 'right',
          nowrap: true,
          render: (row) =>
            !row.item.reversed && (
              <button
                type="button"
                className="sw-act"
                onClick={() => onReverse({ id: row.item.id, name: itemName(row.item.direction, row.item.itemCode) })}
              >
                冲销
              </button>
            ),
        },
      ]
    : [];
  return (
    <DataTable
      label="收支明细"
      query={listOf(rowsOf(household, made))}
      columns={[...columns, ...act]}
      rowKey={(row) => row.item.id}
      empty={{
        title: '近 12 个月没有录入收支',
        text: '由村级按月录入，或由部门数据带入；没有录入时收入按未知处理，不当作零。',
      }}
    />
  );
}
