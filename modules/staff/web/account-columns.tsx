import { DateText } from '@shouwang/platform/ui/DateText.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { TwoLines } from '@shouwang/platform/ui/TwoLines.tsx';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import { Fragment } from 'react';
import type { AccountRow } from '../contract.accounts.ts';
import { loginWords, officeWords, stateLook } from './account-words.ts';

function Posts({ row }: { row: AccountRow }) {
  const open = row.posts.filter(({ inForce }) => inForce);
  const [first] = open.length > 0 ? open : row.posts;
  const more = Math.max(0, open.length - 1) + row.elsewhere;
  if (!first) return <span className="sw-note">—</span>;
  const name = `${first.roleName}${officeWords(first.departmentCode)}${first.inForce ? '' : '（已结束）'}`;
  return <TwoLines first={name} second={`${first.areaName}${more > 0 ? `，另有 ${more} 个岗位` : ''}`} />;
}

function State({ row }: { row: AccountRow }) {
  const { kind, name } = stateLook(row.state);
  return <StatusTag kind={kind}>{name}</StatusTag>;
}

/** A login name may break after its dots only. */
function Login({ name }: { name: string }) {
  const parts = loginWords(name).split('.');
  return (
    <span className="sw-mono acc-login">
      {parts.map((part, index) => (
        <Fragment key={index}>
          {part}
          {index < parts.length - 1 && '.'}
          <wbr />
        </Fragment>
      ))}
    </span>
  );
}

/** Columns of the list of accounts, in the order of names; nothing is counted against anybody. */
export const accountColumns: Column<AccountRow>[] = [
  {
    key: 'name',
    title: '姓名',
    render: (row) => <TwoLines first={row.name} second={<Login name={row.loginName} />} />,
  },
  { key: 'post', title: '岗位', render: (row) => <Posts row={row} /> },
  { key: 'state', title: '状态', nowrap: true, render: (row) => <State row={row} /> },
  {
    key: 'lastSignIn',
    title: '最近登录',
    nowrap: true,
    hideOnPhone: true,
    render: (row) =>
      row.lastSignInAt ? (
        <DateText value={row.lastSignInAt} form="minute" />
      ) : (
        <span className="sw-note">还没有登录过</span>
      ),
  },
];
