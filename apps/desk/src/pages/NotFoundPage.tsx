import { EmptyState } from '@shouwang/platform/ui/EmptyState.tsx';
import { useTitle } from '@shouwang/platform/ui/hooks.ts';
import { Button } from 'antd';
import { Compass } from 'lucide-react';
import { useNavigate } from 'react-router';

/** An address that leads nowhere. */
export function NotFoundPage() {
  useTitle('没有这一页');
  const navigate = useNavigate();
  return (
    <EmptyState
      page
      icon={Compass}
      title="没有这一页"
      text="地址可能写错了，或者内容已移走。可以回首页，或用上方的搜索找。"
      act={<Button onClick={() => void navigate('/')}>回首页</Button>}
    />
  );
}
