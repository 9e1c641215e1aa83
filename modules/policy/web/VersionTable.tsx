import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { useCursor } from '@shouwang/platform/ui/use-cursor.ts';
import { useVersions } from './api.ts';
import { versionColumns } from './version-words.tsx';

const PAGE = 20;

type Props = { code: string; current: string; onOpen: (id: string) => void };

/** Every version of a pack that may be seen, with who proposed and who confirmed it; a row opens it. */
export function VersionTable({ code, current, onOpen }: Props) {
  const cursor = useCursor();
  const list = useVersions({ code, cursor: cursor.cursor, limit: PAGE });
  return (
    <DataTable
      label="版本和提议"
      query={list}
      columns={versionColumns}
      rowKey={(row) => row.id}
      rowHeight={48}
      onOpen={(row) => onOpen(row.id)}
      currentKey={current}
      cursor={cursor}
      pageSize={PAGE}
      noun="版"
      empty={{ title: '还没有版本', text: '提议一版并由另一人确认后，这里会列出来。' }}
    />
  );
}
