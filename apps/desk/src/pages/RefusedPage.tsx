import { EmptyState } from '@shouwang/platform/ui/EmptyState.tsx';
import { useTitle } from '@shouwang/platform/ui/hooks.ts';
import { useSession } from '@shouwang/platform/ui/session.ts';
import { Button } from 'antd';
import { Lock } from 'lucide-react';
import { useNavigate } from 'react-router';
import { startOf } from '../shell/nav.ts';

/** A page that the post has nothing to do with. */
export function RefusedPage() {
  useTitle('您的岗位不办理这一事项');
  const { post, permissions } = useSession();
  const navigate = useNavigate();
  const start = startOf(permissions);
  return (
    <EmptyState
      page
      icon={Lock}
      title="您的岗位不办理这一事项"
      text={`您现在的岗位是${post.areaName}${post.roleName}，看不到这一页。如因工作需要，请向本级管理员申请岗位。`}
      act={start && <Button onClick={() => void navigate(start)}>回我的首页</Button>}
    />
  );
}
