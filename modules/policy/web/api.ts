import { api, ifMatch, unwrap } from '@shouwang/platform/ui/api.ts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { PackView } from '../contract.ts';
import type {
  NewProposal,
  PackCheck,
  PackChecked,
  PackPreview,
  PackVersion,
  PackVersionDetail,
} from '../contract.versions.ts';

const ROOT = ['policy'];

/** The packs that hold anywhere today. */
export function usePacks() {
  return useQuery({
    queryKey: [...ROOT, 'packs'],
    queryFn: () => unwrap<{ items: PackView[] }>(api.GET('/api/policy/packs')),
    staleTime: 300_000,
  });
}

/** The pack in force for an area; 404 where there is none. */
export function usePackInForce(area: string) {
  return useQuery({
    queryKey: [...ROOT, 'in-force', area],
    queryFn: () => unwrap<{ pack: PackView }>(api.GET('/api/policy/in-force', { params: { query: { area } } })),
    select: ({ pack }) => pack,
    staleTime: 300_000,
  });
}

type VersionFilter = {
  code?: string | undefined;
  standing?: 'open' | undefined;
  cursor?: string | undefined;
  limit: number;
};

/** Versions of a pack, or all open proposals, the newest first. */
export function useVersions(filter: VersionFilter) {
  const query = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
  return useQuery({
    queryKey: [...ROOT, 'versions', query],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      unwrap<{ items: PackVersion[]; nextCursor: string | null }>(
        api.GET('/api/policy/versions', { params: { query }, signal }),
      ),
  });
}

/** One version with text and content. */
export function useVersion(id: string, enabled = true) {
  return useQuery({
    enabled,
    queryKey: [...ROOT, 'version', id],
    queryFn: () => unwrap<PackVersionDetail>(api.GET('/api/policy/versions/{id}', { params: { path: { id } } })),
  });
}

/** What confirming a proposal today would do. */
export function usePreview(id: string, enabled: boolean) {
  return useQuery({
    queryKey: [...ROOT, 'preview', id],
    enabled,
    staleTime: 0,
    queryFn: () => unwrap<PackPreview>(api.GET('/api/policy/proposals/{id}/preview', { params: { path: { id } } })),
  });
}

/** Looks at a text without keeping it. */
export function useCheckText() {
  return useMutation({
    mutationFn: (body: PackCheck) => unwrap<PackChecked>(api.POST('/api/policy/checks', { body })),
  });
}

type Answer = { version: PackVersion };

/** Hands in a proposal. */
export function usePropose() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: NewProposal) => unwrap<Answer>(api.POST('/api/policy/proposals', { body })),
    onSuccess: () => cache.invalidateQueries({ queryKey: ROOT }),
  });
}

/** Confirms a proposal of somebody else; every page that shows the pack asks again. */
export function useActivate() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version }: { id: string; version: number }) =>
      unwrap<Answer>(
        api.POST('/api/policy/proposals/{id}/activation', { params: { path: { id } }, headers: ifMatch(version) }),
      ),
    onSuccess: () => cache.invalidateQueries(),
  });
}

/** Ends a proposal: its author withdraws it, somebody else refuses it. */
export function useClose(how: 'withdrawal' | 'refusal') {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version, reason }: { id: string; version: number; reason: string }) =>
      unwrap<Answer>(
        how === 'refusal'
          ? api.POST('/api/policy/proposals/{id}/refusal', {
              params: { path: { id } },
              body: { reason },
              headers: ifMatch(version),
            })
          : api.POST('/api/policy/proposals/{id}/withdrawal', {
              params: { path: { id } },
              body: { reason },
              headers: ifMatch(version),
            }),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: ROOT }),
  });
}
