import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { ExportButton } from '@shouwang/platform/ui/ExportButton.tsx';
import { PageHeader } from '@shouwang/platform/ui/PageHeader.tsx';
import { useAreaScope, useMay, useSession } from '@shouwang/platform/ui/session.ts';
import { urlField } from '@shouwang/platform/ui/url-state.ts';
import { useCursor } from '@shouwang/platform/ui/use-cursor.ts';
import { useUrlState } from '@shouwang/platform/ui/use-url-state.ts';
import { whenOpened } from '@shouwang/platform/ui/when-opened.tsx';
import { Button } from 'antd';
import { useMemo } from 'react';
import { Link, useSearchParams } from 'react-router';
import { type DispatchQuery, useDispatches } from './api.ts';
import { dispatchColumns, openOf } from './dispatch-columns.tsx';
import { type WarningFilter, WarningFilters } from './WarningFilters.tsx';
import './warnings.css';

const fields = {
  kind: urlField.oneOf(['', 'identification', 'follow-up'], ''),
  level: urlField.oneOf(['', '1', '2', '3'], ''),
  state: urlField.text(),
  rule: urlField.text(),
  open: urlField.flag(),
  overdue: urlField.flag(),
  renewed: urlField.flag(),
  need: urlField.flag(),
};
/** The sheet that is open beside the list. */
const opened = { sheet: urlField.text() };
const NOTHING = {
  kind: '',
  level: '',
  state: '',
  rule: '',
  open: false,
  overdue: false,
  renewed: false,
  need: false,
} as const;

const SheetDrawer = whenOpened(() => import('./SheetDrawer.tsx').then((m) => m.SheetDrawer));

function queryOf(area: string, filter: WarningFilter, cursor: string | undefined): DispatchQuery {
  const { kind, level, state, rule } = filter;
  const set = (flag: boolean) => (flag ? 'true' : '');
  const { open, overdue, renewed, need } = filter;
  const flags = { open: set(open), overdue: set(overdue), renewed: set(renewed), need: set(need) };
  const asked = Object.entries({ kind, level, state, rule, cursor, ...flags });
  return { area, ...Object.fromEntries(asked.filter(([, value]) => value)) };
}

/** Work sheets of the place: one a household, all hints merged, most severe and soonest due first. */
export function WarningsPage() {
  const { today } = useSession();
  const mayHandOut = useMay()('dispatchVerifications');
  const [area] = useAreaScope();
  const [filter, setFilter] = useUrlState(fields);
  const cursor = useCursor();
  const query = useDispatches(queryOf(area, filter, cursor.cursor));
  const [{ sheet }, setOpened] = useUrlState(opened);
  const [search] = useSearchParams();
  const columns = useMemo(() => dispatchColumns(today, search), [today, search]);
  const narrowed = Object.values(filter).some(Boolean);
  const clear = <Button onClick={() => setFilter(NOTHING)}>看全部</Button>;
  const toScreening = (
    <Link to="/screening">
      <Button>去看筛查</Button>
    </Link>
  );
  return (
    <>
      <PageHeader
        title="线索与预警"
        subtitle="一户一张，多条理由合并；没纳入的派工作单，已监测的派跟进单给联系人。提示不是结论，都要上门核实"
        acts={<ExportButton what="工作单" kind="warning.sheets" filter={queryOf(area, filter, undefined)} />}
      />
      <Card
        title="工作单和跟进单"
        extra={
          <>
            {mayHandOut && (
              <Link to="/workbench?kind=dispatchVerification">
                <Button type="primary" tabIndex={-1}>
                  去派发核实
                </Button>
              </Link>
            )}
            <WarningFilters area={area} filter={filter} onChange={(change) => setFilter(change)} />
          </>
        }
        flush
      >
        <DataTable
          label="线索与预警工作单"
          query={query}
          columns={columns}
          rowKey={(sheet) => sheet.id}
          rowHeight={48}
          openTo={(row) => openOf(row, search)}
          cursor={cursor}
          noun="张"
          empty={
            narrowed
              ? { title: '没有符合条件的工作单', text: '换一个等级、状态或理由再看。', act: clear }
              : {
                  title: '还没有工作单',
                  text: '筛查提示的户派发之后，会出现在这里；部门推送和群众反映的线索也会并进来。',
                  act: toScreening,
                }
          }
        />
      </Card>
      {sheet && <SheetDrawer key={sheet} id={sheet} onClose={() => setOpened({ sheet: '' }, { replace: true })} />}
    </>
  );
}
