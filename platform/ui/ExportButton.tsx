import { Button } from 'antd';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { Icon } from './Icon.tsx';
import { useMay } from './session.ts';
import { whenOpened } from './when-opened.tsx';

/** What a list is narrowed to, as it stands in the address; empty conditions are left out. */
type ExportFilter = Readonly<Record<string, string | number | boolean | null | undefined>>;

export type ExportButtonProps = {
  /** What is exported: `农户名册`. */
  what: string;
  /** Name under which the server knows the list: `registry.households`. */
  kind: string;
  filter: ExportFilter;
  size?: 'small' | 'middle' | undefined;
  /** Why it cannot be exported now. */
  disabled?: string | undefined;
};

const ExportDrawer = whenOpened(() => import('./ExportDrawer.tsx').then((m) => m.ExportDrawer));

/** Asks for a list as a file: what for, and who lets it go. Not shown to whoever may not ask. */
export function ExportButton({ what, kind, filter, size, disabled = '' }: ExportButtonProps) {
  const may = useMay();
  const [open, setOpen] = useState(false);
  if (!may('requestExport')) return null;
  return (
    <>
      <Button
        icon={<Icon of={Download} />}
        disabled={disabled !== ''}
        title={disabled}
        {...(size ? { size } : {})}
        onClick={() => setOpen(true)}
      >
        导出
      </Button>
      {open && <ExportDrawer what={what} kind={kind} filter={asked(filter)} onClose={() => setOpen(false)} />}
    </>
  );
}

function asked(filter: ExportFilter): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) =>
      value === '' || value === null || value === undefined || value === false ? [] : [[name, String(value)]],
    ),
  );
}
