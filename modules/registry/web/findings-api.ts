import { api, unwrap } from '@shouwang/platform/ui/api.ts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { FindingCounts, FindingPage, QualityCheck } from '../contract.ts';

const FINDINGS = ['findings'] as const;
const COUNTS = [...FINDINGS, 'counts'] as const;

/** Whether a check waits or works. */
export const works = (check: QualityCheck | null | undefined): boolean =>
  check?.state === 'queued' || check?.state === 'running';

/** How many findings an area has, and how far the check is; asked again every second while one works. */
export function useFindingCounts(area: string) {
  const cache = useQueryClient();
  const query = useQuery({
    queryKey: [...COUNTS, area],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      unwrap<FindingCounts>(api.GET('/api/quality-findings/counts', { params: { query: { area } }, signal })),
    refetchInterval: ({ state }) => (works(state.data?.current) ? 1000 : false),
  });
  const working = works(query.data?.current);
  const before = useRef(working);
  useEffect(() => {
    if (before.current && !working) void cache.invalidateQueries({ queryKey: FINDINGS });
    before.current = working;
  }, [working, cache]);
  return query;
}

export type FindingQuery = {
  area: string;
  rule: string;
  severity: string;
  standing: 'open' | 'exempted';
  cursor?: string;
};

/** One page of the findings of an area. */
export function useFindings({ rule, severity, ...given }: FindingQuery) {
  const query = { ...given, ...(rule ? { rule } : {}), ...(severity ? { severity } : {}) };
  return useQuery({
    queryKey: [...FINDINGS, 'list', query],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => unwrap<FindingPage>(api.GET('/api/quality-findings', { params: { query }, signal })),
  });
}

/** Asks for a check of the county. */
export function useStartCheck() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap<{ id: string }>(api.POST('/api/quality-checks', {})),
    onSettled: () => cache.invalidateQueries({ queryKey: COUNTS }),
  });
}
