import type { Board } from '@shouwang/modules/casework/contract.ts';
import { api, unwrap } from '@shouwang/platform/ui/api.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { AreaOverview, CountyFigures } from '../contract.ts';

/** Stock and flow of a county, town or village. Not asked above the county. */
export function useOverview(area: string) {
  return useQuery({
    queryKey: ['insight', 'overview', area],
    queryFn: () => unwrap<AreaOverview>(api.GET('/api/insight/overview', { params: { query: { area } } })),
    enabled: area.length >= 6,
    placeholderData: keepPreviousData,
  });
}

/** The counties below a province or a city, each with its last closed run. */
export function useCountyFigures(area: string) {
  return useQuery({
    queryKey: ['insight', 'counties', area],
    queryFn: () =>
      unwrap<{ items: CountyFigures[] }>(api.GET('/api/insight/counties', { params: { query: { area } } })),
    enabled: area.length < 6,
  });
}

/** Open cases of an area by place and step. */
export function useBoard(area: string) {
  return useQuery({
    queryKey: ['board', area],
    queryFn: () => unwrap<Board>(api.GET('/api/board', { params: { query: { area } } })),
    placeholderData: keepPreviousData,
  });
}
