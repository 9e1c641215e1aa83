import { api, ifMatch, unwrap } from '@shouwang/platform/ui/api.ts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  ChangeDecision,
  ChangeDone,
  ChangeNumbers,
  ChangePage,
  ChangeProposalInput,
  ChangeView,
  HouseholdPending,
} from '../contract.ts';
import { one } from './api.ts';

/** Everything that a change moves: lists of requests, the household's file, lists of households. */
function useRenew() {
  const cache = useQueryClient();
  return (householdId: string) =>
    Promise.all([
      cache.invalidateQueries({ queryKey: ['changes'] }),
      cache.invalidateQueries({ queryKey: one(householdId) }),
      cache.invalidateQueries({ queryKey: ['households'] }),
    ]);
}

/** A proposal on the version that was seen, or an own request sent again. */
export type Sending = {
  version: number;
  proposal: ChangeProposalInput;
  revision?: { id: string; version: number; keep: string[] } | undefined;
};

/** Proposes a change of a household, or sends an own request again. */
export function useSendChange(householdId: string) {
  const renew = useRenew();
  return useMutation({
    mutationFn: ({ version, proposal, revision }: Sending) =>
      revision
        ? unwrap<ChangeDone>(
            api.PUT('/api/change-requests/{id}', {
              params: { path: { id: revision.id } },
              body: { householdVersion: version, proposal, keep: revision.keep },
              headers: ifMatch(revision.version),
            }),
          )
        : unwrap<ChangeDone>(
            api.POST('/api/households/{id}/change-requests', {
              params: { path: { id: householdId } },
              body: proposal,
              headers: ifMatch(version),
            }),
          ),
    onSuccess: () => renew(householdId),
  });
}

/** Takes an own request back. */
export function useWithdrawChange() {
  const renew = useRenew();
  return useMutation({
    mutationFn: ({ id, version }: Pick<ChangeView, 'id' | 'version' | 'householdId'>) =>
      unwrap<ChangeDone>(
        api.POST('/api/change-requests/{id}/withdrawal', { params: { path: { id } }, headers: ifMatch(version) }),
      ),
    onSettled: (_done, _error, { householdId }) => renew(householdId),
  });
}

/** Decides a request. What was refused leaves the drawer open with the newest values. */
export function useDecideChange() {
  const renew = useRenew();
  return useMutation({
    mutationFn: ({ view, decision }: { view: ChangeView; decision: ChangeDecision }) =>
      unwrap<ChangeDone>(
        api.POST('/api/change-requests/{id}/decision', {
          params: { path: { id: view.id } },
          body: decision,
          headers: ifMatch(view.version),
        }),
      ),
    onSettled: (_done, _error, { view }) => renew(view.householdId),
  });
}

/** What waits on one household. */
export function usePending(householdId: string, enabled: boolean) {
  return useQuery({
    queryKey: [...one(householdId), 'pending'],
    enabled,
    queryFn: ({ signal }) =>
      unwrap<HouseholdPending>(
        api.GET('/api/households/{id}/change-requests', { params: { path: { id: householdId } }, signal }),
      ),
  });
}

export type ChangeListRequest = Partial<Record<'area' | 'state' | 'view' | 'type' | 'cursor', string>> & {
  limit?: number;
};

/** Requests of the own area; asked again every minute, since others decide meanwhile. */
export function useChangeRequests(request: ChangeListRequest, enabled = true) {
  const query = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== '' && value !== undefined));
  return useQuery({
    queryKey: ['changes', 'list', query],
    enabled,
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
    queryFn: ({ signal }) => unwrap<ChangePage>(api.GET('/api/change-requests', { params: { query }, signal })),
  });
}

/** One request; with `health`, what tells of health as far as it was revealed. */
export function useChangeRequest(id: string) {
  return useQuery({
    queryKey: ['changes', 'one', id],
    queryFn: ({ signal }) =>
      unwrap<ChangeView>(api.GET('/api/change-requests/{id}', { params: { path: { id } }, signal })),
  });
}

/** A request with what tells of health, for whoever has just revealed it; kept nowhere. */
export function fetchRevealedChange(id: string): Promise<ChangeView> {
  const params = { path: { id }, query: { health: 'revealed' } };
  return unwrap<ChangeView>(api.GET('/api/change-requests/{id}', { params }));
}

/** The numbers of a request in full; kept nowhere. */
export function fetchChangeNumbers(id: string, reason: string): Promise<ChangeNumbers> {
  return unwrap<ChangeNumbers>(
    api.POST('/api/change-requests/{id}/reveal', { params: { path: { id } }, body: { reason } }),
  );
}
