import { Card } from '@shouwang/platform/ui/Card.tsx';
import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { useMay } from '@shouwang/platform/ui/session.ts';
import { Link } from 'react-router';
import { SHEET_KINDS } from '../codes.ts';
import type { Dispatch, OpenNeed } from '../contract.ts';
import { useHouseholdSheets } from './api.ts';
import { stateWords } from './sheet-words.ts';

function OpenSheet({ sheet }: { sheet: Dispatch }) {
  const to = sheet.caseId ? `/cases/${sheet.caseId}` : `/warnings?sheet=${sheet.id}`;
  return (
    <p>
      <Link to={to}>
        {SHEET_KINDS[sheet.kind]} {sheet.dispatchNo}
      </Link>{' '}
      <StatusTag kind="running">{stateWords(sheet)}</StatusTag>
      <br />
      <span className="sw-note">
        {sheet.dueOn} 到期{sheet.kind === 'follow-up' && `，联系人 ${sheet.contactName ?? '未指定'}`}
      </span>
    </p>
  );
}

function Need({ need }: { need: OpenNeed }) {
  return (
    <p>
      <StatusTag kind="bad">需加强帮扶</StatusTag> {need.reason}
      <br />
      <span className="sw-note">
        {need.since} 镇里确认，<Link to={`/warnings?sheet=${need.sheetId}`}>{need.dispatchNo}</Link>
        ；下次跟进结果为已有措施或已解决时撤下
      </span>
    </p>
  );
}

/** On the file of a household: its open sheet, and the need that its last follow-up left open. Nothing when there is neither. */
export function HouseholdSheetsCard({ id }: { id: string }) {
  const may = useMay()('getHouseholdSheets');
  const { data, error, refetch } = useHouseholdSheets(id, may);
  if (error && !data)
    return (
      <Card title="在办的单子">
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Card>
    );
  if (!data || (!data.open && !data.need)) return null;
  return (
    <Card title="在办的单子">
      {data.need && <Need need={data.need} />}
      {data.open && <OpenSheet sheet={data.open} />}
    </Card>
  );
}
