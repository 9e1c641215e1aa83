import { QueryClient } from '@tanstack/react-query';
import { ProblemError } from './problem.ts';

/** Refusals are answers, not accidents: only a broken network or a busy server is asked again, twice. */
export function shouldRetry(failures: number, error: unknown): boolean {
  if (failures >= 2) return false;
  return error instanceof ProblemError && (error.status === 0 || error.status === 503);
}

/** One cache for the app: data is fresh for 30 seconds, changes are never repeated by the cache. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, gcTime: 300_000, retry: shouldRetry, refetchOnWindowFocus: false },
      mutations: { retry: false },
    },
  });
}
