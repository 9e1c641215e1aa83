import type { PackView } from '@shouwang/modules/policy/contract.ts';
import type { RulePrecision } from '@shouwang/modules/warning/contract.ts';
import { api, ifMatch, unwrap } from '@shouwang/platform/ui/api.ts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Dispatched, Run, RunArea, RunHit, TraceView } from '../contract.runs.ts';
import type { Trace } from '../contract.ts';
import type { HitQuery } from './run-filter.ts';

/** A place with its way up, as the areas interface gives it. */
export type Place = { area: PlaceName; path: PlaceName[] };
type PlaceName = { code: string; shortName: string };
export type HitPage = { items: RunHit[]; nextCursor: string | null; total?: number | undefined };

const RUNS = ['screening', 'runs'];
const works = (run: Run | undefined) => run?.state === 'queued' || run?.state === 'running';

/** The runs in scope, latest first; asked again every second while one of them works. */
export function useRuns() {
  return useQuery({
    queryKey: RUNS,
    queryFn: () => unwrap<{ items: Run[] }>(api.GET('/api/screening/runs')),
    refetchInterval: ({ state }) => (state.data?.items.some(works) ? 1000 : false),
  });
}

/** One run with its counts over an area; asked again every second while it works. */
export function useRun(id: string, area?: string) {
  const query = area ? { area } : {};
  return useQuery({
    queryKey: [...RUNS, id, area ?? 'own'],
    queryFn: () => unwrap<Run>(api.GET('/api/screening/runs/{id}', { params: { path: { id }, query } })),
    refetchInterval: ({ state }) => (works(state.data) ? 1000 : false),
    placeholderData: keepPreviousData,
  });
}

/** Counts of the places right below one. */
export function useRunAreas(id: string, parent: string) {
  return useQuery({
    queryKey: [...RUNS, id, 'areas', parent],
    queryFn: () =>
      unwrap<{ items: RunArea[] }>(
        api.GET('/api/screening/runs/{id}/areas', { params: { path: { id }, query: { parent } } }),
      ),
    enabled: parent.length < 12,
    placeholderData: keepPreviousData,
  });
}

/** One page of the households of a run. */
function getHits(id: string, query: HitQuery): Promise<HitPage> {
  return unwrap<HitPage>(api.GET('/api/screening/runs/{id}/hits', { params: { path: { id }, query: { ...query } } }));
}

/** The households of a run that a filter leaves. */
export function useRunHits(id: string, query: HitQuery) {
  return useQuery({
    queryKey: [...RUNS, id, 'hits', query],
    queryFn: () => getHits(id, query),
    placeholderData: keepPreviousData,
  });
}

/** Asks for a new run; the list follows. */
export function useStartRun() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap<Run>(api.POST('/api/screening/runs')),
    onSuccess: () => cache.invalidateQueries({ queryKey: RUNS }),
  });
}

/** Turns the hits of a run into work sheets; refused when the run was changed meanwhile. */
export function useDispatchRun(run: Run) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () =>
      unwrap<Dispatched>(
        api.POST('/api/screening/runs/{id}/dispatch', {
          params: { path: { id: run.id } },
          headers: ifMatch(run.version),
        }),
      ),
    onSuccess: () => cache.invalidateQueries(),
  });
}

/** Why a run points out a household. */
export function useTrace(id: string, householdId: string) {
  return useQuery({
    queryKey: [...RUNS, id, 'trace', householdId],
    queryFn: () =>
      unwrap<TraceView>(
        api.GET('/api/screening/runs/{id}/hits/{householdId}', { params: { path: { id, householdId } } }),
      ),
  });
}

/** Works a household out again. */
export function useRecompute(id: string, householdId: string) {
  return useMutation({
    mutationFn: () =>
      unwrap<{ trace: Trace | null; seconds: number }>(
        api.POST('/api/screening/runs/{id}/hits/{householdId}/recompute', { params: { path: { id, householdId } } }),
      ),
  });
}

/** A place and the places above it. */
export function usePlace(code: string) {
  return useQuery({
    queryKey: ['areas', code],
    queryFn: () => unwrap<Place>(api.GET('/api/areas/{code}', { params: { path: { code } } })),
    enabled: code !== '',
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
}

/** The policy pack in force for an area. */
export function usePack(area: string) {
  return useQuery({
    queryKey: ['policy', 'in-force', area],
    queryFn: () => unwrap<{ pack: PackView }>(api.GET('/api/policy/in-force', { params: { query: { area } } })),
    select: ({ pack }) => pack,
    enabled: area !== '',
    staleTime: 300_000,
  });
}

/** How often each rule was right over the last months. */
export function usePrecision(area: string, months: number) {
  return useQuery({
    queryKey: ['warning', 'precision', area, months],
    queryFn: () =>
      unwrap<{ items: RulePrecision[] }>(api.GET('/api/warning/precision', { params: { query: { area, months } } })),
    select: ({ items }) => new Map(items.map((item) => [item.code, item])),
  });
}
