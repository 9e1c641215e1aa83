import { api, ifMatch, unwrap } from '@shouwang/platform/ui/api.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ExemptionDecision, ExemptionDone, ExemptionRequest, QualityFindings } from '../contract.ts';

const findings = (id: string) => ['household', id, 'quality'] as const;

/** What the data check finds in a household; what tells of health is masked. */
export function useQuality(id: string) {
  return useQuery({
    queryKey: findings(id),
    queryFn: ({ signal }) =>
      unwrap<QualityFindings>(api.GET('/api/households/{id}/quality', { params: { path: { id } }, signal })),
  });
}

/** The same in full, for whoever has just revealed health; kept nowhere. */
export function fetchRevealedFindings(id: string): Promise<QualityFindings> {
  const params = { path: { id }, query: { health: 'revealed' } };
  return unwrap<QualityFindings>(api.GET('/api/households/{id}/quality', { params }));
}

/** Asks that a finding may stand as it is. */
export function useAskExemption(id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: ExemptionRequest) =>
      unwrap<ExemptionDone>(api.POST('/api/households/{id}/quality/exemptions', { params: { path: { id } }, body })),
    onSettled: () => cache.invalidateQueries({ queryKey: findings(id) }),
  });
}

/** Decides a request on the version that was seen. */
export function useDecideExemption(id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ exemptionId, version, ...body }: ExemptionDecision & { exemptionId: string; version: number }) =>
      unwrap<ExemptionDone>(
        api.POST('/api/households/{id}/quality/exemptions/{exemptionId}/decision', {
          params: { path: { id, exemptionId } },
          body,
          headers: ifMatch(version),
        }),
      ),
    onSettled: () => cache.invalidateQueries({ queryKey: findings(id) }),
  });
}
