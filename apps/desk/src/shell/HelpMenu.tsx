import { Icon } from '@shouwang/platform/ui/Icon.tsx';

import { CircleHelp } from 'lucide-react';

const KEYS = [
  ['Ctrl K', '搜索'],
  ['Tab', '到下一处'],
  ['↑ ↓', '在表格里换行'],
  ['回车', '打开所在的行'],
  ['Esc', '关闭弹窗'],
] as const;

import { TopPopover } from './TopPopover.tsx';

/** The keys of the desk, and what the marks mean. */
export function HelpMenu() {
  const help = (
    <div className="sw-stack" style={{ gap: 8, width: 232 }}>
      <b>键盘</b>
      <dl className="desk-keys">
        {KEYS.map(([key, act]) => (
          <div key={key}>
            <dt>
              <kbd className="sw-kbd">{key}</kbd>
            </dt>
            <dd>{act}</dd>
          </div>
        ))}
      </dl>
      <p className="sw-note">带点线的数字可以点开，看后面的清单；停在标题上看这个数怎么算。</p>
    </div>
  );
  return (
    <TopPopover content={help} placement="bottomRight">
      <button type="button" className="desk-top-button" aria-label="帮助">
        <Icon of={CircleHelp} size={18} />
      </button>
    </TopPopover>
  );
}
