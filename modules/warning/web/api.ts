import type { PackView } from '@shouwang/modules/policy/contract.ts';
import { api, unwrap } from '@shouwang/platform/ui/api.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Dispatch } from '../contract.ts';

/** What the list of work sheets is narrowed to. */
export type DispatchQuery = {
  area: string;
  level?: string;
  state?: string;
  rule?: string;
  open?: string;
  overdue?: string;
  cursor?: string;
};

/** Work sheets, most severe first, then those due first. */
export function useDispatches(query: DispatchQuery) {
  return useQuery({
    queryKey: ['warning', 'dispatches', query],
    queryFn: () =>
      unwrap<{ items: Dispatch[]; nextCursor: string | null }>(
        api.GET('/api/warning/dispatches', { params: { query: { ...query } } }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** Labels of the rules of the pack in force, for the filter. */
export function useRuleNames(area: string) {
  return useQuery({
    queryKey: ['policy', 'in-force', area],
    queryFn: () => unwrap<{ pack: PackView }>(api.GET('/api/policy/in-force', { params: { query: { area } } })),
    select: ({ pack }) =>
      [...Object.entries(pack.triggers), ...Object.entries(pack.levels.hard)].map(([code, { label }]) => ({
        code,
        label,
      })),
    staleTime: 300_000,
  });
}
