import { Popover } from 'antd';
import type { ReactElement, ReactNode } from 'react';

export type TopPopoverProps = {
  content: ReactNode;
  placement: 'bottomLeft' | 'bottomRight';
  children: ReactElement;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
};

/** A panel under a button of the top bar. It stays inside the bar's landmark and next to its button in tab order. */
export function TopPopover({ content, placement, children, open, onOpenChange }: TopPopoverProps) {
  const control = open === undefined ? {} : { open };
  return (
    <Popover
      trigger="click"
      arrow={false}
      destroyOnHidden
      content={content}
      placement={placement}
      getPopupContainer={(button) => button.parentElement ?? document.body}
      {...control}
      {...(onOpenChange ? { onOpenChange } : {})}
    >
      {children}
    </Popover>
  );
}
