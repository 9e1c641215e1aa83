import { api, unwrap } from '@shouwang/platform/ui/api.ts';
import { count } from '@shouwang/platform/ui/numbers.ts';
import { useMay } from '@shouwang/platform/ui/session.ts';
import { useQuery } from '@tanstack/react-query';
import type { NavEntry } from './nav.ts';

const EVERY_MS = 60_000;

/** How many things wait at an entry; nothing when none do, when the reader may not act on them, or when it cannot be asked. */
export function NavWaits({ waits }: { waits: NonNullable<NavEntry['waits']> }) {
  const may = useMay()(waits.needs);
  const { data } = useQuery({
    queryKey: [waits.key, 'waits', waits.query],
    enabled: may,
    refetchInterval: EVERY_MS,
    retry: false,
    queryFn: ({ signal }) =>
      unwrap<{ total?: number }>(api.GET(waits.path, { params: { query: waits.query }, signal })),
  });
  const total = data?.total ?? 0;
  if (!may || total === 0) return null;
  return (
    <span className="desk-nav-waits">
      {total > 99 ? '99+' : count(total)}
      <span className="sw-hidden"> {waits.noun}</span>
    </span>
  );
}
