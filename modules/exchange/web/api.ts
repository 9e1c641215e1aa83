import { api, ifMatch, unwrap } from '@shouwang/platform/ui/api.ts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  Confirmation,
  ImportBatch,
  ImportReport,
  ItemList,
  RejectedLine,
  RejectedRow,
  UnmatchedRow,
  Withdrawal,
} from '../contract.ts';

type Page<T> = { items: T[]; nextCursor: string | null };

const EXCHANGE = ['exchange'];
const POLL_MS = 1000;
const full = (query: object) =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== '' && value !== undefined));
const works = (batch: Pick<ImportBatch, 'state'> | null | undefined) =>
  batch?.state === 'received' || batch?.state === 'checking';

/** The items of a month with where they stand; asked again every second while one of their files is checked. */
export function useItems(period: string) {
  return useQuery({
    queryKey: [...EXCHANGE, 'items', period],
    queryFn: ({ signal }) =>
      unwrap<ItemList>(api.GET('/api/exchange/items', { params: { query: full({ period }) }, signal })),
    refetchInterval: ({ state }) => (state.data?.items.some((item) => works(item.batch)) ? POLL_MS : false),
    placeholderData: keepPreviousData,
  });
}

/** Files that came, newest first. */
export function useImports(query: { state?: string | undefined; cursor?: string | undefined }) {
  return useQuery({
    queryKey: [...EXCHANGE, 'imports', query],
    queryFn: ({ signal }) =>
      unwrap<Page<ImportBatch>>(
        api.GET('/api/exchange/imports', { params: { query: full({ ...query, limit: 10 }) }, signal }),
      ),
    refetchInterval: ({ state }) => (state.data?.items.some(works) ? POLL_MS : false),
    placeholderData: keepPreviousData,
  });
}

const one = (id: string) => [...EXCHANGE, 'import', id];

/** The report of a file; asked again every second while the file is checked. */
export function useImport(id: string) {
  return useQuery({
    queryKey: one(id),
    queryFn: ({ signal }) =>
      unwrap<ImportReport>(api.GET('/api/exchange/imports/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (works(state.data) ? POLL_MS : false),
  });
}

/** Refused rows of a file; `code`: fault codes separated by commas. */
export function useRejectedRows(id: string, query: { code: string; cursor: string | undefined }) {
  return useQuery({
    queryKey: [...one(id), 'rejected', query],
    queryFn: ({ signal }) =>
      unwrap<Page<RejectedRow>>(
        api.GET('/api/exchange/imports/{id}/rejected', {
          params: { path: { id }, query: full({ ...query, limit: 10 }) },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** The whole of a refused row, personal cells masked. */
export function useRejectedLine(id: string, rowNo: number | null) {
  return useQuery({
    queryKey: [...one(id), 'line', rowNo],
    queryFn: ({ signal }) =>
      unwrap<RejectedLine>(
        api.GET('/api/exchange/imports/{id}/rejected/{rowNo}', { params: { path: { id, rowNo: rowNo ?? 0 } }, signal }),
      ),
    enabled: rowNo !== null,
  });
}

/** Accepted rows under a name that is not the registered one. */
export function useFlaggedRows(id: string, query: { cursor: string | undefined }) {
  return useQuery({
    queryKey: [...one(id), 'flagged', query],
    queryFn: ({ signal }) =>
      unwrap<Page<RejectedRow>>(
        api.GET('/api/exchange/imports/{id}/flagged', {
          params: { path: { id }, query: full({ ...query, limit: 10 }) },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** Rows that belong to no household. */
export function useUnmatchedRows(id: string, query: { reason: string; cursor: string | undefined }) {
  return useQuery({
    queryKey: [...one(id), 'unmatched', query],
    queryFn: ({ signal }) =>
      unwrap<Page<UnmatchedRow>>(
        api.GET('/api/exchange/imports/{id}/unmatched', {
          params: { path: { id }, query: full({ ...query, limit: 10 }) },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

function useDecision<T extends object>(id: string, act: 'confirmation' | 'withdrawal') {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ version, body }: { version: number; body: T }) =>
      unwrap<ImportReport>(
        act === 'confirmation'
          ? api.POST('/api/exchange/imports/{id}/confirmation', {
              params: { path: { id } },
              body,
              headers: ifMatch(version),
            })
          : api.POST('/api/exchange/imports/{id}/withdrawal', {
              params: { path: { id } },
              body,
              headers: ifMatch(version),
            }),
      ),
    onSuccess: (report) => {
      cache.setQueryData(one(id), report);
      void cache.invalidateQueries({ queryKey: EXCHANGE });
    },
  });
}

/** The office says that a held file is right. */
export const useConfirm = (id: string) => useDecision<Confirmation>(id, 'confirmation');
/** Takes a file back. */
export const useWithdraw = (id: string) => useDecision<Withdrawal>(id, 'withdrawal');

/** Lists and reports are asked again after a file was handed in. */
export function useAfterUpload() {
  const cache = useQueryClient();
  return () => void cache.invalidateQueries({ queryKey: EXCHANGE });
}

/** Addresses of files; a link is enough, the cookie goes along. */
export const fileAddress = {
  upload: '/api/exchange/imports',
  rejected: (id: string, format: 'csv' | 'xlsx') => `/api/exchange/imports/${id}/rejected-file?format=${format}`,
  flagged: (id: string, format: 'csv' | 'xlsx') => `/api/exchange/imports/${id}/flagged-file?format=${format}`,
  original: (id: string) => `/api/exchange/imports/${id}/original`,
  template: (item: string, format: 'csv' | 'xlsx') => `/api/exchange/items/${item}/template?format=${format}`,
};
