import { api, ifMatch, unwrap } from '@shouwang/platform/ui/api.ts';
import { orderFile } from '@shouwang/platform/ui/download.ts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ExportRequest } from '../contract.exports.ts';

export type ExportView = 'mine' | 'waiting' | 'area';
type Page = { items: ExportRequest[]; nextCursor: string | null; total: number };

/** How soon a list is asked again: often while a file is being made, seldom when everything has ended. */
function everyMs(items: readonly ExportRequest[]): number {
  if (items.some(({ state }) => state === 'approved')) return 2000;
  return items.some(({ state }) => state === 'requested') ? 8000 : 60_000;
}

/** Exports of one view, newest first; asked again often while a file is being made. */
export function useExports(query: { view: ExportView; cursor?: string | undefined; limit?: number }) {
  return useQuery({
    queryKey: ['exports', 'list', query],
    queryFn: () => unwrap<Page>(api.GET('/api/exports', { params: { query } })),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => everyMs(state.data?.items ?? []),
  });
}

/** Forgets every list of exports after something changed. */
function useRenew() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: ['exports'] });
}

/** Lets an export go, or not. */
export function useDecide() {
  const renew = useRenew();
  return useMutation({
    mutationFn: ({ request, approve, opinion }: { request: ExportRequest; approve: boolean; opinion: string }) => {
      const options = { params: { path: { id: request.id } }, headers: ifMatch(request.version) };
      return approve
        ? unwrap<ExportRequest>(
            api.POST('/api/exports/{id}/approval', { ...options, body: { opinion: opinion.trim() || null } }),
          )
        : unwrap<ExportRequest>(
            api.POST('/api/exports/{id}/refusal', { ...options, body: { opinion: opinion.trim() } }),
          );
    },
    onSettled: renew,
  });
}

/** Takes an own request back, or has the file destroyed. */
export function useWithdraw() {
  const renew = useRenew();
  return useMutation({
    mutationFn: ({ id, version }: ExportRequest) =>
      unwrap<ExportRequest>(
        api.POST('/api/exports/{id}/withdrawal', { params: { path: { id } }, headers: ifMatch(version) }),
      ),
    onSettled: renew,
  });
}

/** Fetches the file; each time is counted. */
export function useFetchFile() {
  const renew = useRenew();
  return useMutation({
    mutationFn: ({ id }: ExportRequest) => orderFile(`/api/exports/${id}/download`, {}),
    onSettled: renew,
  });
}
