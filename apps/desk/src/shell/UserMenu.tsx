import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { Initial } from '@shouwang/platform/ui/PersonRow.tsx';
import { useSession } from '@shouwang/platform/ui/session.ts';
import { Button } from 'antd';
import { LogOut } from 'lucide-react';
import { useNavigate } from 'react-router';
import { useSignOut } from '../session-api.ts';
import { TopPopover } from './TopPopover.tsx';

/** Who is signed in and in which post; signing out. */
export function UserMenu() {
  const { account, post } = useSession();
  const signOut = useSignOut();
  const navigate = useNavigate();
  const leave = () => signOut.mutate(undefined, { onSettled: () => void navigate('/sign-in') });
  const panel = (
    <div className="sw-stack" style={{ gap: 8, width: 216 }}>
      <div>
        <b>{account.name}</b> <span className="sw-note">{account.loginName}</span>
        <div className="sw-note">{post.areaPath.map((area) => area.name).join(' / ') || post.areaName}</div>
        <div className="sw-note">{post.roleName}</div>
      </div>
      <Button block icon={<Icon of={LogOut} />} loading={signOut.isPending} onClick={leave}>
        退出登录
      </Button>
    </div>
  );
  return (
    <TopPopover content={panel} placement="bottomRight">
      <button type="button" className="desk-user">
        <Initial name={account.name} tone="green" />
        <span className="desk-user-words">
          <b>{account.name}</b>
          <small>
            {post.areaName} · {post.roleName}
          </small>
        </span>
      </button>
    </TopPopover>
  );
}
