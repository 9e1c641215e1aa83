/** One page of a list as the server gives it. */
export type ListPage<T> = { items: readonly T[]; nextCursor: string | null; total?: number | undefined };

/** What a table needs of a query; the result of `useQuery` fits. */
export type ListQuery<T> = {
  data?: ListPage<T> | undefined;
  isPending: boolean;
  isFetching: boolean;
  error: unknown;
  refetch: () => unknown;
};

/** Rows that are already there, as a query; for lists that came with their page. */
export function listOf<T>(items: readonly T[]): ListQuery<T> {
  return {
    data: { items, nextCursor: null, total: items.length },
    isPending: false,
    isFetching: false,
    error: null,
    refetch: () => undefined,
  };
}

/** `sort` of the address (`age`, `-age`) after a click on a head: up, down, off. */
export function nextSort(current: string | undefined, key: string): string {
  if (current === key) return `-${key}`;
  return current === `-${key}` ? '' : key;
}

/** `第 51-100 户，共 164 户`; without a total only the range. */
export function rangeWords(at: {
  page: number;
  pageSize: number;
  rows: number;
  total?: number | undefined;
  noun: string;
}): string {
  if (at.rows === 0) return `共 0 ${at.noun}`;
  const first = (at.page - 1) * at.pageSize + 1;
  const range = `第 ${first.toLocaleString('zh-CN')}-${(first + at.rows - 1).toLocaleString('zh-CN')} ${at.noun}`;
  return at.total === undefined ? range : `${range}，共 ${at.total.toLocaleString('zh-CN')} ${at.noun}`;
}
