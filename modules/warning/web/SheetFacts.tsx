import { daysBetween } from '@shouwang/platform/clock/days.ts';
import { DueText } from '@shouwang/platform/ui/DueText.tsx';
import { Facts } from '@shouwang/platform/ui/Facts.tsx';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { RiskMark } from '@shouwang/platform/ui/RiskMark.tsx';
import { useSession } from '@shouwang/platform/ui/session.ts';
import { Link } from 'react-router';
import type { Sheet } from '../contract.ts';
import { runsStill, SheetState } from './dispatch-columns.tsx';
import { hintWords } from './hint-words.ts';

function Due({ row }: Pick<Sheet, 'row'>) {
  const { today } = useSession();
  if (!runsStill(row.state)) return <>{row.dueOn}</>;
  return (
    <>
      {row.dueOn} <DueText daysLeft={daysBetween(today, row.dueOn)} />
    </>
  );
}

/** The reasons with the values that were compared. */
function Reasons({ sheet: { row, hints } }: { sheet: Sheet }) {
  return (
    <ul className="wrn-reasons" aria-label="理由">
      {row.reasons.map((reason) => {
        const values = hints.find(({ code }) => code === reason.code)?.values ?? [];
        return (
          <li key={reason.code}>
            <b>{reason.say}</b>
            <span className="sw-note">
              {[`${reason.label} ${reason.code}`, ...values.map(hintWords), reason.addedOn && `${reason.addedOn} 新增`]
                .filter(Boolean)
                .join('；')}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** Household, state, last day, contact and last visit of a sheet, and why it exists. */
export function SheetFacts({ sheet }: { sheet: Sheet }) {
  const { row, household } = sheet;
  const contact = household.contactName
    ? [household.contactName, household.contactPhone].filter(Boolean).join('　')
    : '没有指定，由村里跟进';
  return (
    <>
      <Facts
        facts={[
          { label: '编号', value: row.dispatchNo },
          {
            label: '户',
            value: (
              <>
                <Link to={`/households/${row.householdId}`}>{row.headName}户</Link>　{row.townName} · {row.villageName}
              </>
            ),
          },
          { label: '等级', value: <RiskMark level={row.level} look="inline" /> },
          { label: '状态', value: <SheetState sheet={row} /> },
          { label: '期限', value: <Due row={row} /> },
          ...(row.kind === 'follow-up' ? [{ label: '监测联系人', value: contact }] : []),
          { label: '最近走访', value: household.lastVisitedOn ?? '没有记录' },
        ]}
      />
      {row.missedDueOn && runsStill(row.state) && (
        <Note tone="bad">{`原期限 ${row.missedDueOn} 未办，${row.renewedOn ?? ''} 又有新提示，请尽快入户。`}</Note>
      )}
      <section className="wrn-part">
        <h3>为什么提示</h3>
        <Reasons sheet={sheet} />
        {row.runId && <Link to={`/screening/${row.runId}/households/${row.householdId}`}>看依据和来源</Link>}
        <p className="sw-note">提示，不是结论，先上门看。</p>
      </section>
    </>
  );
}
