import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { SearchBox } from '@shouwang/platform/ui/SearchBox.tsx';
import { useMay, useSession } from '@shouwang/platform/ui/session.ts';
import type { SearchHit } from '@shouwang/platform/ui/use-hits.ts';
import { Menu as MenuIcon } from 'lucide-react';
import { useCallback } from 'react';
import { useNavigate } from 'react-router';
import { searchEverything } from '../session-api.ts';
import { AreaScope } from './AreaScope.tsx';
import { DemonstrationClock } from './DemonstrationClock.tsx';
import { HelpMenu } from './HelpMenu.tsx';
import './top-bar.css';
import { UserMenu } from './UserMenu.tsx';

/** Place, search, help, and who is signed in. */
export function TopBar({ onMenu }: { onMenu?: (() => void) | undefined }) {
  const { demonstration } = useSession();
  const maySearch = useMay()('searchEverything');
  const navigate = useNavigate();
  const open = useCallback((hit: SearchHit) => void navigate(hit.to), [navigate]);
  return (
    <header className="desk-top sw-no-print">
      {onMenu && (
        <button type="button" className="desk-top-button" aria-label="打开导航" onClick={onMenu}>
          <Icon of={MenuIcon} size={20} />
        </button>
      )}
      <AreaScope />
      <div className="desk-top-search">
        {maySearch && (
          <SearchBox
            placeholder="姓名、拼音首字母、户编号、完整证件号、电话、村"
            search={searchEverything}
            onPick={open}
          />
        )}
      </div>
      <div className="desk-top-right">
        {demonstration && <DemonstrationClock />}
        <HelpMenu />
        <UserMenu />
      </div>
    </header>
  );
}
