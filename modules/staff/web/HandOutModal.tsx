import { DateText } from '@shouwang/platform/ui/DateText.tsx';
import { Facts } from '@shouwang/platform/ui/Facts.tsx';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { QrCode } from '@shouwang/platform/ui/QrCode.tsx';
import { ReasonModal } from '@shouwang/platform/ui/ReasonModal.tsx';
import { Button, Modal } from 'antd';
import { useRef, useState } from 'react';
import type { AccountView, OneTimeSignIn } from '../contract.accounts.ts';
import { useHandOut } from './accounts-api.ts';
import './accounts.css';

/** What was handed out, for the one moment in which it is seen. */
function Sheet({ name, given, onClose }: { name: string; given: OneTimeSignIn; onClose: () => void }) {
  const mono = (text: string) => <span className="sw-mono acc-secret">{text}</span>;
  return (
    <Modal
      open
      title={`${name}的一次性登录凭据`}
      width={600}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={
        <Button type="primary" onClick={onClose}>
          已交给本人，关闭
        </Button>
      }
    >
      <div className="sw-stack">
        <Note tone="gold">只显示这一次，关闭后不能再看。请当面交给本人，不要拍照或转发。</Note>
        <div className="acc-sheet">
          <QrCode text={given.uri} label="动态码二维码，用验证器扫描" />
          <div className="sw-stack" style={{ gap: 8 }}>
            <Facts
              facts={[
                { label: '登录名', value: mono(given.loginName) },
                { label: '一次性密码', value: mono(given.password) },
                { label: '有效至', value: <DateText value={given.validUntil} form="minute" /> },
                { label: '动态码密钥', value: mono(given.secret.replace(/(.{4})/g, '$1 ').trim()) },
              ]}
            />
          </div>
        </div>
        <p className="sw-note">
          本人用手机验证器扫二维码（扫不了就输密钥），再用登录名、一次性密码和 6 位动态码登录，随即设置自己的密码。
        </p>
      </div>
    </Modal>
  );
}

/** Hands out a sign-in for one use: why, then the sheet. */
export function HandOutModal({ account, onClose }: { account: AccountView; onClose: () => void }) {
  const handOut = useHandOut();
  const [given, setGiven] = useState<OneTimeSignIn | null>(null);
  const done = useRef(false);
  const submit = async (reason: string) => {
    const made = await handOut.mutateAsync({ account, reason });
    done.current = true;
    setGiven(made);
  };
  if (given) return <Sheet name={account.name} given={given} onClose={onClose} />;
  return (
    <ReasonModal
      open
      title={`给${account.name}发放登录凭据`}
      description={
        account.hasCredential
          ? '原来的密码和动态码立即作废，在线的会话会退出。要再核验一次您的动态码。'
          : '生成一次性密码和动态码密钥，只显示一次。要再核验一次您的动态码。'
      }
      presets={account.hasCredential ? ['忘记密码', '更换手机', '疑似泄露'] : ['首次发放']}
      okText="发放"
      onSubmit={submit}
      // The form closes itself after success; then the sheet stands in its place.
      onClose={() => !done.current && onClose()}
    />
  );
}
