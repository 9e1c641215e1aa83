import type { PackView } from '@shouwang/modules/policy/contract.ts';
import { api, ifMatch, unwrap } from '@shouwang/platform/ui/api.ts';
import { type Upload, uploadTo } from '@shouwang/platform/ui/upload.ts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  Dispatch,
  FollowUpDecision,
  FollowUpDone,
  FollowUpRecord,
  FollowUpVisitors,
  HouseholdSheets,
  Sheet,
} from '../contract.ts';

/** What the list of work sheets is narrowed to. */
export type DispatchQuery = {
  area: string;
  kind?: string;
  level?: string;
  state?: string;
  rule?: string;
  open?: string;
  overdue?: string;
  renewed?: string;
  need?: string;
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

/** One sheet with its hints, its contact and the acts on it. */
export function useSheet(id: string) {
  return useQuery({
    queryKey: ['warning', 'sheet', id],
    queryFn: ({ signal }) =>
      unwrap<Sheet>(api.GET('/api/warning/dispatches/{id}', { params: { path: { id } }, signal })),
  });
}

/** Who may have gone on the visit of a sheet on a day. */
export function useVisitors(id: string, on: string) {
  return useQuery({
    queryKey: ['warning', 'visitors', id, on],
    queryFn: ({ signal }) =>
      unwrap<FollowUpVisitors>(
        api.GET('/api/warning/dispatches/{id}/visitors', { params: { path: { id }, query: { on } }, signal }),
      ),
    placeholderData: keepPreviousData,
    staleTime: 300_000,
  });
}

/** What the file of a household says about its sheets. */
export function useHouseholdSheets(id: string, enabled: boolean) {
  return useQuery({
    queryKey: ['warning', 'household', id],
    enabled,
    queryFn: ({ signal }) =>
      unwrap<HouseholdSheets>(api.GET('/api/households/{id}/sheets', { params: { path: { id } }, signal })),
  });
}

/** Everything that an act on a sheet may have changed: sheets, tasks, the household. */
function useRenewed() {
  const cache = useQueryClient();
  return () =>
    Promise.all(['warning', 'casework', 'household'].map((key) => cache.invalidateQueries({ queryKey: [key] })));
}

/** 登记跟进 on the version that was seen. */
export function useRecordFollowUp(sheet: Sheet) {
  const onSettled = useRenewed();
  return useMutation({
    mutationFn: (body: FollowUpRecord) =>
      unwrap<FollowUpDone>(
        api.POST('/api/warning/dispatches/{id}/follow-up', {
          params: { path: { id: sheet.row.id } },
          body,
          headers: ifMatch(sheet.version),
        }),
      ),
    onSettled,
  });
}

/** 确认跟进 on the version that was seen. */
export function useConfirmFollowUp(sheet: Sheet) {
  const onSettled = useRenewed();
  return useMutation({
    mutationFn: (body: FollowUpDecision) =>
      unwrap<FollowUpDone>(
        api.POST('/api/warning/dispatches/{id}/confirm-follow-up', {
          params: { path: { id: sheet.row.id } },
          body,
          headers: ifMatch(sheet.version),
        }),
      ),
    onSettled,
  });
}

/** Sends a photograph of the visit; the answer is its id. */
export function uploadToSheet(id: string): Upload<{ id: string }> {
  return uploadTo<{ id: string }>(`/api/warning/dispatches/${id}/photos`);
}
