import { App, ConfigProvider } from 'antd';
import zhCN from 'antd/es/locale/zh_CN.js';
import 'dayjs/locale/zh-cn.js';
import type { ReactNode } from 'react';
import './base.css';
import { antdTheme } from './theme.ts';

/** Nonce that the server wrote into index.html, so that run-time styles pass a strict CSP. */
function styleNonce(): { nonce: string } | undefined {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
  return nonce ? { nonce } : undefined;
}

/** Theme, language, message and modal of the whole app. */
export function ThemeRoot({ children }: { children: ReactNode }) {
  const csp = styleNonce();
  return (
    <ConfigProvider
      theme={antdTheme}
      locale={zhCN}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
      {...(csp ? { csp } : {})}
    >
      <App message={{ maxCount: 2 }}>{children}</App>
    </ConfigProvider>
  );
}
