import { Note } from '@shouwang/platform/ui/Note.tsx';
import { useVersions } from './api.ts';

/** Open proposals, for those who may do something about them. */
export function OpenProposals({ onOpen }: { onOpen: (id: string) => void }) {
  const items = useVersions({ standing: 'open', limit: 20 }).data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Note tone="gold">
      有 {items.length} 份提议待确认：
      {items.map((one) => (
        <button key={one.id} type="button" className="sw-act pol-open" onClick={() => onOpen(one.id)}>
          {one.name}第 {one.versionNo} 版（{one.proposedBy}）
        </button>
      ))}
    </Note>
  );
}
