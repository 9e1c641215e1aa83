import { api, ifMatch, unwrap } from '@shouwang/platform/ui/api.ts';
import type { AreaNode } from '@shouwang/platform/ui/area-node.ts';
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  AccountHistory,
  AccountPage,
  AccountQuery,
  AccountView,
  AccountWish,
  GrantRequest,
  GrantRequestPage,
  OneTimeSignIn,
  PostWish,
} from '../contract.accounts.ts';

const ACCOUNTS = 'accounts';
type Filter = { [K in 'q' | 'role' | 'state' | 'area' | 'cursor']?: string | undefined };
const filled = (query: object) => Object.fromEntries(Object.entries(query).filter(([, value]) => value));

/** Accounts of an area, a page at a time. */
export function useAccounts(query: Filter) {
  return useQuery({
    queryKey: [ACCOUNTS, 'list', query],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      unwrap<AccountPage>(
        api.GET('/api/accounts', { params: { query: filled(query) as Partial<AccountQuery> }, signal }),
      ),
  });
}

/** Requests that wait, oldest first. */
export function useGrantRequests(query: { view: 'all' | 'decide'; cursor?: string | undefined; limit?: number }) {
  return useQuery({
    queryKey: [ACCOUNTS, 'requests', query],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      unwrap<GrantRequestPage>(api.GET('/api/account-requests', { params: { query: filled(query) }, signal })),
  });
}

/** One account in full. */
export function useAccount(id: string) {
  return useQuery({
    queryKey: [ACCOUNTS, 'one', id],
    queryFn: ({ signal }) => unwrap<AccountView>(api.GET('/api/accounts/{id}', { params: { path: { id } }, signal })),
  });
}

/** What happened to an account, newest first, further back on demand. */
export function useAccountHistory(id: string) {
  return useInfiniteQuery({
    queryKey: [ACCOUNTS, 'history', id],
    initialPageParam: '',
    getNextPageParam: (last: AccountHistory) => last.nextCursor,
    queryFn: ({ pageParam, signal }) =>
      unwrap<AccountHistory>(
        api.GET('/api/accounts/{id}/history', {
          params: { path: { id }, query: filled({ cursor: pageParam, limit: 20 }) },
          signal,
        }),
      ),
  });
}

/** A login name that nobody has, for a name. */
export async function proposeLoginName(name: string): Promise<string> {
  const { loginName } = await unwrap<{ loginName: string }>(
    api.GET('/api/account-names', { params: { query: { name } } }),
  );
  return loginName;
}

function useRenew() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: [ACCOUNTS] });
}

/** Asks for an account. */
export function useAskAccount() {
  return useMutation({
    mutationFn: (body: AccountWish) => unwrap<AccountView>(api.POST('/api/accounts', { body })),
    onSettled: useRenew(),
  });
}

type Seen = Pick<AccountView, 'id' | 'version'>;
/** What can be done to an account, as its address ends. */
export type AccountVerb = 'suspension' | 'closure' | 'resumption' | `posts/${string}/end`;

/** Suspends, closes, resumes; ends a post. */
export function useAccountAct() {
  return useMutation({
    mutationFn: ({
      account,
      verb,
      ...body
    }: {
      account: Seen;
      verb: AccountVerb;
      reason: string;
      successorId?: string | null;
    }) =>
      unwrap<AccountView>(api.POST(`/api/accounts/${account.id}/${verb}`, { body, headers: ifMatch(account.version) })),
    onSettled: useRenew(),
  });
}

/** Asks for a further post. */
export function useAskPost() {
  return useMutation({
    mutationFn: ({ account, wish }: { account: Seen; wish: PostWish }) =>
      unwrap<AccountView>(
        api.POST('/api/accounts/{id}/posts', {
          params: { path: { id: account.id } },
          body: wish,
          headers: ifMatch(account.version),
        }),
      ),
    onSettled: useRenew(),
  });
}

/** Hands out a sign-in for one use; what it holds is in no cache. */
export function useHandOut() {
  return useMutation({
    gcTime: 0,
    mutationFn: ({ account, reason }: { account: Seen; reason: string }) =>
      unwrap<OneTimeSignIn>(
        api.POST('/api/accounts/{id}/credential', {
          params: { path: { id: account.id } },
          body: { reason },
          headers: ifMatch(account.version),
        }),
      ),
    onSettled: useRenew(),
  });
}

/** Ends one session of an account. */
export function useEndSession() {
  return useMutation({
    mutationFn: ({ id, sessionId }: { id: string; sessionId: string }) =>
      unwrap<null>(api.DELETE('/api/accounts/{id}/sessions/{sessionId}', { params: { path: { id, sessionId } } })),
    onSettled: useRenew(),
  });
}

/** Agrees to a request or refuses it; an account by its own version, a post by that of the request. */
export function useAnswer() {
  return useMutation({
    mutationFn: ({ request, approve, opinion }: { request: GrantRequest; approve: boolean; opinion: string }) => {
      const { kind, account } = request;
      const at = kind === 'account' ? `/api/accounts/${account.id}` : `/api/account-requests/${request.id}`;
      return unwrap<AccountView>(
        api.POST(`${at}/${approve ? 'approval' : 'refusal'}`, {
          body: approve ? { opinion: opinion || null } : { reason: opinion },
          headers: ifMatch(kind === 'account' ? account.version : request.version),
        }),
      );
    },
    onSettled: useRenew(),
  });
}

/** Takes an own request back. */
export function useTakeBack() {
  return useMutation({
    mutationFn: ({ id, version }: GrantRequest) =>
      unwrap<GrantRequest | null>(
        api.POST('/api/account-requests/{id}/withdrawal', { params: { path: { id } }, headers: ifMatch(version) }),
      ),
    onSettled: useRenew(),
  });
}

type Area = { code: string; shortName: string };
const toNode = ({ code, shortName }: Area): AreaNode => ({ code, name: shortName, leaf: code.length >= 12 });

/** Divisions under one, for choosing the place of a post. */
export async function loadPlaces(parent: string): Promise<AreaNode[]> {
  const { children } = await unwrap<{ children: Area[] }>(
    api.GET('/api/areas/{code}', { params: { path: { code: parent } } }),
  );
  return children.map(toNode);
}

/** Divisions inside an area by name, sound or first letters. */
export async function searchPlaces(q: string, within: string): Promise<AreaNode[]> {
  const { items } = await unwrap<{ items: Area[] }>(api.GET('/api/areas', { params: { query: { q, within } } }));
  return items.map(toNode);
}
