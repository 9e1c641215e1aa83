import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DateText } from '@shouwang/platform/ui/DateText.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { whenOpened } from '@shouwang/platform/ui/when-opened.tsx';
import { Button } from 'antd';
import { useState } from 'react';
import type { AccountView, GrantRequest } from '../contract.accounts.ts';
import { postWords, requestLook } from './account-words.ts';

const RequestDrawer = whenOpened(() => import('./RequestDrawer.tsx').then((m) => m.RequestDrawer));

function Row({ request, onOpen }: { request: GrantRequest; onOpen: () => void }) {
  const { kind, name } = requestLook(request.state);
  return (
    <li>
      <span>
        <b>{request.posts.map(postWords).join('；')}</b>
        <div className="sw-note">
          {request.enteredByName}提出 <DateText value={request.enteredAt} form="minute" />
          {request.decidedByName && `，${request.decidedByName}${name}`}
          {request.opinion && `：${request.opinion}`}
        </div>
      </span>
      <span className="sw-row">
        <StatusTag kind={kind}>{name}</StatusTag>
        {request.state === 'waiting' && (
          <Button size="small" type={request.mayDecide ? 'primary' : 'default'} onClick={onOpen}>
            {request.mayDecide ? '办理' : '查看'}
          </Button>
        )}
      </span>
    </li>
  );
}

/** What was asked for this account, and what became of it. */
export function AccountRequests({ account }: { account: AccountView }) {
  const [open, setOpen] = useState<string | null>(null);
  const { requests } = account;
  if (requests.length === 0) return null;
  const opened = requests.find(({ id, state }) => id === open && state === 'waiting');
  return (
    <Card title="申请">
      <ul className="acc-rows" aria-label="申请">
        {requests.map((request) => (
          <Row key={request.id} request={request} onOpen={() => setOpen(request.id)} />
        ))}
      </ul>
      {opened && <RequestDrawer request={opened} onClose={() => setOpen(null)} />}
    </Card>
  );
}
