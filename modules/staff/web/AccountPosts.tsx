import { Card } from '@shouwang/platform/ui/Card.tsx';
import { EmptyState } from '@shouwang/platform/ui/EmptyState.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { Button } from 'antd';
import type { AccountView, HeldPost } from '../contract.accounts.ts';
import { daysWords, postWords } from './account-words.ts';

/** Posts of an account in the reader's area, and that there are others. */
export function AccountPosts({ account, onEnd }: { account: AccountView; onEnd: (post: HeldPost) => void }) {
  const { posts, elsewhere, endable } = account;
  return (
    <Card title="岗位" {...(elsewhere > 0 ? { note: `辖区之外另有 ${elsewhere} 个` } : {})}>
      {posts.length === 0 ? (
        <EmptyState title="还没有岗位" text="申请同意以后，岗位会出现在这里。" />
      ) : (
        <ul className="acc-rows" aria-label="岗位">
          {posts.map((post) => (
            <li key={post.id} className={post.inForce ? '' : 'acc-ended'}>
              <span>
                <b>{postWords(post)}</b>
                <div className="sw-note">
                  {post.title}，{daysWords(post)}
                </div>
              </span>
              <span className="sw-row">
                <StatusTag kind={post.inForce ? 'ok' : 'neutral'}>{post.inForce ? '在任' : '不在任'}</StatusTag>
                {endable.includes(post.id) && (
                  <Button size="small" onClick={() => onEnd(post)}>
                    结束
                  </Button>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
