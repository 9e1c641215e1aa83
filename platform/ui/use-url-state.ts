import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { readUrlState, type UrlValues, writeUrlState } from './url-state.ts';

/**
 * The state of a page in the address bar: `const [filter, setFilter] = useUrlState(fields)` with `fields` a
 * constant outside the component, made with `urlField`. A change restarts cursor paging and can be undone with Back.
 */
export function useUrlState<F extends Record<string, unknown>>(
  fields: F,
): [UrlValues<F>, (change: Partial<UrlValues<F>>, options?: { replace?: boolean }) => void] {
  const [params, setParams] = useSearchParams();
  const values = useMemo(() => readUrlState(fields, params), [fields, params]);
  const set = useCallback(
    (change: Partial<UrlValues<F>>, options?: { replace?: boolean }) =>
      setParams((now) => writeUrlState(fields, now, change), { replace: options?.replace ?? false }),
    [fields, setParams],
  );
  return [values, set];
}
