import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { Initial } from '@shouwang/platform/ui/PersonRow.tsx';
import { type SessionPost, useSession } from '@shouwang/platform/ui/session.ts';
import { Button } from 'antd';
import { ArrowLeftRight, KeyRound, LogOut } from 'lucide-react';
import { useLocation, useNavigate } from 'react-router';
import { useChangePost, useSignOut } from '../session-api.ts';
import { passwordFrom } from './back.ts';
import { TopPopover } from './TopPopover.tsx';

/** The other posts of the person; choosing one goes on in it, from its own first page. */
function OtherPosts({ posts }: { posts: readonly SessionPost[] }) {
  const change = useChangePost();
  return posts.map((one) => (
    <Button
      key={one.id}
      block
      icon={<Icon of={ArrowLeftRight} />}
      loading={change.isPending && change.variables === one.id}
      onClick={() => change.mutate(one.id, { onSuccess: () => window.location.assign('/') })}
    >
      {`${one.areaName} · ${one.roleName}`}
    </Button>
  ));
}

/** Who is signed in and in which post; changing the post, signing out. */
export function UserMenu() {
  const { account, post, posts } = useSession();
  const signOut = useSignOut();
  const navigate = useNavigate();
  const location = useLocation();
  const leave = () => signOut.mutate(undefined, { onSettled: () => void navigate('/sign-in') });
  const panel = (
    <div className="sw-stack" style={{ gap: 8, width: 216 }}>
      <div>
        <b>{account.name}</b> <span className="sw-note">{account.loginName}</span>
        <div className="sw-note">{post.areaPath.map((area) => area.name).join(' / ') || post.areaName}</div>
        <div className="sw-note">{post.roleName}</div>
      </div>
      {posts.length > 1 && <OtherPosts posts={posts.filter((one) => one.id !== post.id)} />}
      <Button block icon={<Icon of={KeyRound} />} onClick={() => void navigate(passwordFrom(location))}>
        修改密码
      </Button>
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
