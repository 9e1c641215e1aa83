import { ReasonModal } from '@shouwang/platform/ui/ReasonModal.tsx';
import { App } from 'antd';
import type { AccountView } from '../contract.accounts.ts';
import type { AccountAsk } from './AccountActs.tsx';
import { postWords } from './account-words.ts';
import { useAccountAct } from './accounts-api.ts';

export type BecauseModalProps = { account: AccountView; ask: AccountAsk; onClose: () => void };

/** Asks why an account is resumed or a post is ended, and does it. */
export function BecauseModal({ account, ask, onClose }: BecauseModalProps) {
  const { message } = App.useApp();
  const act = useAccountAct();
  const ending = ask.act === 'endPost' ? ask.post : null;
  const submit = async (reason: string) => {
    await act.mutateAsync({ account, verb: ending ? `posts/${ending.id}/end` : 'resumption', reason });
    void message.success(ending ? '岗位已结束' : '账号已恢复');
  };
  return ending ? (
    <ReasonModal
      open
      danger
      title={`结束岗位：${postWords(ending)}`}
      description="今天起不能再以这个岗位办理，在线的会话会退出；再任要重新申请。"
      presets={['换届离任', '调整分工', '工作队期满']}
      okText="结束岗位"
      onSubmit={submit}
      onClose={onClose}
    />
  ) : (
    <ReasonModal
      open
      title={`恢复${account.name}的账号`}
      description="先核对是本人。恢复后他可以用原来的密码和动态码登录；忘记的另行重发。"
      presets={['已当面核对本人', '借调结束返回', '已电话核对本人']}
      okText="恢复"
      onSubmit={submit}
      onClose={onClose}
    />
  );
}
