import { api, unwrap } from '@shouwang/platform/ui/api.ts';
import { useQuery } from '@tanstack/react-query';
import type { PackView } from '../contract.ts';

/** The packs that are active anywhere. */
export function usePacks() {
  return useQuery({
    queryKey: ['policy', 'packs'],
    queryFn: () => unwrap<{ items: PackView[] }>(api.GET('/api/policy/packs')),
    staleTime: 300_000,
  });
}

/** The pack in force for an area; 404 where there is none. */
export function usePackInForce(area: string) {
  return useQuery({
    queryKey: ['policy', 'in-force', area],
    queryFn: () => unwrap<{ pack: PackView }>(api.GET('/api/policy/in-force', { params: { query: { area } } })),
    select: ({ pack }) => pack,
    staleTime: 300_000,
  });
}
