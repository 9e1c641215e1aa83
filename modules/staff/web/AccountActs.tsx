import { Button } from 'antd';
import type { AccountAct, AccountView, HeldPost } from '../contract.accounts.ts';

/** An act that was asked for, before its dialog: on the account, or on one of its posts. */
export type AccountAsk =
  | { act: 'requestPost' | 'suspendAccount' | 'closeAccount' | 'resumeAccount' | 'resetCredential' }
  | { act: 'endPost'; post: HeldPost };
type Verb = Exclude<AccountAsk['act'], 'endPost'>;

/** Buttons for what the reader may do with an account now; the first step of a new account is the primary one. */
export function AccountActs({ account, onAsk }: { account: AccountView; onAsk: (ask: AccountAsk) => void }) {
  const may = (act: AccountAct) => account.acts.includes(act);
  const button = (act: Verb, label: string, look: { type?: 'primary'; danger?: boolean } = {}) =>
    may(act) && (
      <Button key={act} {...look} onClick={() => onAsk({ act })}>
        {label}
      </Button>
    );
  return (
    <>
      {button('closeAccount', '注销', { danger: true })}
      {button('suspendAccount', '停用')}
      {button('requestPost', '申请岗位')}
      {button('resumeAccount', '恢复', { type: 'primary' })}
      {button(
        'resetCredential',
        account.hasCredential ? '重新发放登录凭据' : '发放登录凭据',
        account.hasCredential ? {} : { type: 'primary' },
      )}
    </>
  );
}
