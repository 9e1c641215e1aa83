import { api, unwrap } from '@shouwang/platform/ui/api.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type {
  SimulatedListRequest,
  SimulatedRow,
  SimulateRequest,
  SimulationBasis,
  SimulationView,
} from '../contract.simulation.ts';

const KEY = ['screening', 'simulation'];
export type Asked = z.input<typeof SimulateRequest>;
export type AskedList = z.input<typeof SimulatedListRequest>;

/** What can be tried over a run. */
export function useSimulationBasis(id: string) {
  return useQuery({
    queryKey: [...KEY, id, 'basis'],
    queryFn: () =>
      unwrap<SimulationBasis>(api.GET('/api/screening/runs/{id}/simulation', { params: { path: { id } } })),
  });
}

/** What other values would have made of a run. Facts and packs never change, so that an answer stays good; nothing is written. */
export function useSimulation(id: string, asked: Asked, enabled: boolean) {
  return useQuery({
    queryKey: [...KEY, id, asked],
    queryFn: ({ signal }) =>
      unwrap<SimulationView>(
        api.POST('/api/screening/runs/{id}/simulate', { params: { path: { id } }, body: asked, signal }),
      ),
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
}

/** The households behind a figure. */
export function useSimulatedHouseholds(id: string, asked: AskedList) {
  return useQuery({
    queryKey: [...KEY, id, 'households', asked],
    queryFn: ({ signal }) =>
      unwrap<{ items: SimulatedRow[]; nextCursor: string | null; total?: number }>(
        api.POST('/api/screening/runs/{id}/simulate/households', { params: { path: { id } }, body: asked, signal }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** What a stored pack would make of the latest run of every county of an area. */
export function usePackEffect(packId: string, area: string) {
  return useQuery({
    queryKey: [...KEY, 'pack', packId, area],
    queryFn: () =>
      unwrap<SimulationView>(api.GET('/api/screening/pack-effect', { params: { query: { packId, area } } })),
    enabled: packId !== '' && area !== '',
  });
}
