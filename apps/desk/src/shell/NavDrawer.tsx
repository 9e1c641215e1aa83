import { Drawer } from 'antd';
import { SideNav } from './SideNav.tsx';

/** The side navigation on a phone. */
export function NavDrawer({ onClose }: { onClose: () => void }) {
  return (
    <Drawer
      open
      placement="left"
      size={232}
      closable={false}
      onClose={onClose}
      className="desk-drawer"
      aria-label="导航"
    >
      <SideNav folded={false} />
    </Drawer>
  );
}
