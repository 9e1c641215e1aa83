import { Tabs } from 'antd';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import './UrlTabs.css';

export type UrlTab = { key: string; label: string; count?: number | undefined; content?: ReactNode };

/** The chosen tab of the address and its change; for pages that lay out the content themselves. */
export function useUrlTab(tabs: readonly UrlTab[], name = 'tab'): [string, (key: string) => void] {
  const [params, setParams] = useSearchParams();
  const first = tabs[0]?.key ?? '';
  const active = tabs.find((tab) => tab.key === params.get(name))?.key ?? first;
  const choose = (key: string) => {
    const next = new URLSearchParams(params);
    for (const drop of [name, 'cursor', 'page']) next.delete(drop);
    if (key !== first) next.set(name, key);
    setParams(next);
  };
  return [active, choose];
}

/** Tabs whose choice is in the address (`?tab=`); the first is the plain address. Content is made only when shown. */
export function UrlTabs({ tabs, name = 'tab' }: { tabs: readonly UrlTab[]; name?: string | undefined }) {
  const [active, choose] = useUrlTab(tabs, name);
  return (
    <Tabs
      className="sw-tabs"
      activeKey={active}
      onChange={choose}
      items={tabs.map((tab) => ({
        key: tab.key,
        label: (
          <>
            {tab.label}
            {tab.count !== undefined && <span className="sw-note"> {tab.count}</span>}
          </>
        ),
        children: tab.key === active && tab.content ? <div className="sw-tab-page">{tab.content}</div> : null,
      }))}
    />
  );
}
