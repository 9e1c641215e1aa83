import { api, unwrap } from '@shouwang/platform/ui/api.ts';
import type { AreaNode } from '@shouwang/platform/ui/area-node.ts';

import type { Session } from '@shouwang/platform/ui/session.ts';
import type { SearchGroup } from '@shouwang/platform/ui/use-hits.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

export type SignIn = { loginName: string; password: string; code: string };
export type DemonstrationAccount = {
  loginName: string;
  name: string;
  roleName: string;
  areaName: string;
  password: string;
  code: string;
};
type Found = { kind: 'household' | 'area' | 'case'; id: string; title: string; subtitle: string; to: string };

const SESSION = ['session'];
const KINDS: Record<Found['kind'], string> = { household: '农户', case: '办理', area: '地方' };

/** Who is signed in. 401 is an error here; the shell turns it into the sign-in page. */
export function useSessionQuery() {
  return useQuery({ queryKey: SESSION, queryFn: () => unwrap<Session>(api.GET('/api/session')), staleTime: 300_000 });
}

/** Signs in; everything known of an earlier session is forgotten. */
export function useSignIn() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: SignIn) => unwrap<Session>(api.POST('/api/session', { body })),
    onSuccess: () => cache.clear(),
  });
}

/** Signs out and forgets everything. */
export function useSignOut() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap<null>(api.DELETE('/api/session')),
    onSettled: () => cache.clear(),
  });
}

/** Goes on in another of one's posts; everything known in the one before is forgotten. */
export function useChangePost() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (postId: string) => unwrap<null>(api.POST('/api/session/post', { body: { postId } })),
    onSuccess: () => cache.clear(),
  });
}

/** Proves with a one-time code, within the session, who one is. */
export function useStepUp() {
  return useMutation({
    mutationFn: (code: string) => unwrap<null>(api.POST('/api/session/step-up', { body: { code } })),
  });
}

/** Sets a password of one's own; other sessions end, and the session is asked for again. */
export function useChangePassword() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: { current: string; password: string }) =>
      unwrap<null>(api.PUT('/api/session/password', { body })),
    onSuccess: () => cache.clear(),
  });
}

/** Accounts to try the demonstration with; none outside demonstration mode. */
export function useDemonstrationAccounts() {
  return useQuery({
    queryKey: ['demonstration', 'accounts'],
    queryFn: () => unwrap<DemonstrationAccount[]>(api.GET('/api/demonstration/accounts')),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Moves the demonstration's clock forward; every figure is asked for again. */
export function useAdvanceClock() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (days: number) => unwrap<null>(api.POST('/api/demonstration/clock', { body: { days } })),
    onSuccess: () => cache.invalidateQueries(),
  });
}

/** What the one search box asks. */
export async function searchEverything(q: string, signal: AbortSignal): Promise<SearchGroup[]> {
  const { items } = await unwrap<{ items: Found[] }>(api.GET('/api/search', { params: { query: { q } }, signal }));
  const kinds = Object.entries(KINDS) as [Found['kind'], string][];
  return kinds.map(([kind, title]) => ({ title, hits: items.filter((item) => item.kind === kind) }));
}

type Area = { code: string; name: string; shortName: string };
const toNode = ({ code, shortName }: Area): AreaNode => ({ code, name: shortName, leaf: code.length >= 12 });

/** One division with what lies directly under it. */
export function getArea(code: string) {
  return unwrap<{ area: Area; path: Area[]; children: Area[] }>(
    api.GET('/api/areas/{code}', { params: { path: { code } } }),
  );
}

/** Divisions under one, for pickers. */
export async function loadAreas(parent: string): Promise<AreaNode[]> {
  const { children } = await getArea(parent);
  return children.map(toNode);
}

/** Divisions inside an area by name, sound or first letters. */
export async function searchAreas(q: string, within: string): Promise<AreaNode[]> {
  const query = { q, within };
  const { items } = await unwrap<{ items: Area[] }>(api.GET('/api/areas', { params: { query } }));
  return items.map(toNode);
}
