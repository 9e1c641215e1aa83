import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { useSession } from '@shouwang/platform/ui/session.ts';
import { Tooltip } from 'antd';
import { Database, ScrollText, Sprout } from 'lucide-react';
import { NavLink, useSearchParams } from 'react-router';
import { NavWaits } from './NavWaits.tsx';
import { type NavEntry, navigationFor } from './nav.ts';

function Entry({ entry, folded }: { entry: NavEntry; folded: boolean }) {
  const area = useSearchParams()[0].get('area');
  const to = area ? `${entry.to}?area=${area}` : entry.to;
  const link = (
    <NavLink to={to} className="desk-nav-entry">
      <Icon of={entry.icon} />
      <span className={folded ? 'sw-hidden' : ''}>{entry.label}</span>
      {entry.waits && <NavWaits waits={entry.waits} />}
    </NavLink>
  );
  return (
    <li>
      {folded ? (
        <Tooltip title={entry.label} placement="right">
          {link}
        </Tooltip>
      ) : (
        link
      )}
    </li>
  );
}

function Foot({ folded }: { folded: boolean }) {
  const { packName, dataAsOf, demonstration, permissions } = useSession();
  const pack = packName ?? '尚无现行政策包';
  const none = permissions.includes('listExchangeItems') ? '尚无部门数据' : '部门数据由县级管理';
  const asOf = dataAsOf ? `数据截至 ${dataAsOf}` : none;
  if (folded) {
    return (
      <div className="desk-side-foot">
        <Tooltip title={`${pack}；${asOf}`} placement="right">
          <button type="button" className="sw-plain-button" aria-label={`${pack}；${asOf}`}>
            <Icon of={Database} />
          </button>
        </Tooltip>
      </div>
    );
  }
  return (
    <div className="desk-side-foot">
      <p>
        <Icon of={ScrollText} size={14} />
        <span>
          {pack}
          <br />
          <small>现行政策包</small>
        </span>
      </p>
      <p>
        <Icon of={Database} size={14} />
        <span>
          {asOf}
          {demonstration && (
            <>
              <br />
              <small>演示数据，人物均为虚构</small>
            </>
          )}
        </span>
      </p>
    </div>
  );
}

/** Name, the pages there are, and at the foot which policy is in force and how old the data are. */
export function SideNav({ folded }: { folded: boolean }) {
  const { permissions } = useSession();
  return (
    <aside className="desk-side" aria-label="导航">
      <div className="desk-brand">
        <span className="desk-logo">
          <Icon of={Sprout} size={18} />
        </span>
        <span className={folded ? 'sw-hidden' : ''}>
          <b>守望</b>
          <small>防贫监测与服务平台</small>
        </span>
      </div>
      <nav aria-label="主导航">
        {navigationFor(permissions).map(({ title, entries }) => (
          <div key={title ?? 'top'} className="desk-nav-group">
            {title && <h2 className={folded ? 'sw-hidden' : ''}>{title}</h2>}
            <ul>
              {entries.map((entry) => (
                <Entry key={entry.to} entry={entry} folded={folded} />
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <Foot folded={folded} />
    </aside>
  );
}
