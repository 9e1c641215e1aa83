import { App, ConfigProvider } from 'antd';
import zhCN from 'antd/es/locale/zh_CN.js';
import 'dayjs/locale/zh-cn.js';
import { LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import './base.css';
import { Icon } from './Icon.tsx';
import { antdTheme } from './theme.ts';

/** Nonce that the server wrote into index.html, so that run-time styles pass a strict CSP. */
function styleNonce(): { nonce: string } | undefined {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
  return nonce ? { nonce } : undefined;
}

/**
 * The mark of a button that works. An icon of our own comes and goes at once: antd's fades out and waits for the end of that
 * transition, which never comes when the answer is faster than the fading in, so that it stays in the page, unseen but read aloud.
 */
const BUTTON = { autoInsertSpace: false, loadingIcon: <Icon of={LoaderCircle} label="正在办理" /> };

/** Theme, language, message and modal of the whole app. */
export function ThemeRoot({ children }: { children: ReactNode }) {
  const csp = styleNonce();
  return (
    <ConfigProvider theme={antdTheme} locale={zhCN} button={BUTTON} wave={{ disabled: true }} {...(csp ? { csp } : {})}>
      <App message={{ maxCount: 2 }}>{children}</App>
    </ConfigProvider>
  );
}
