import { Initial } from '@shouwang/platform/ui/PersonRow.tsx';
import type { DemonstrationAccount } from '../session-api.ts';

export type DemonstrationAccountsProps = {
  accounts: readonly DemonstrationAccount[];
  onPick: (account: DemonstrationAccount) => void;
};

/** The posts that the demonstration can be seen from; a click fills the form. */
export function DemonstrationAccounts({ accounts, onPick }: DemonstrationAccountsProps) {
  return (
    <section className="sign-in-demo" aria-labelledby="demo-title">
      <h2 id="demo-title">演示岗位</h2>
      <p className="sw-note">演示数据，人物均为虚构。点一个岗位填入账号，再点登录。</p>
      <ul>
        {accounts.map((account) => (
          <li key={account.loginName}>
            <button type="button" onClick={() => onPick(account)}>
              <Initial name={account.name} tone="green" />
              <span>
                <b>{account.roleName}</b>
                <small>
                  {account.name} · {account.areaName}
                </small>
              </span>
              <span className="sw-mono">{account.loginName}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
