import { api, unwrap } from '@shouwang/platform/ui/api.ts';
import { useQuery } from '@tanstack/react-query';
import type { AskedNumber, AskedPerson } from '../contract.asked.ts';

/** Who is meant by a comparison that the own department must answer; asked anew each time, because a consent may have been taken back. */
export function useAskedPerson(caseId: string, key: string) {
  return useQuery({
    queryKey: ['casework', 'asked-person', caseId, key],
    gcTime: 0,
    retry: false,
    queryFn: ({ signal }) =>
      unwrap<AskedPerson>(
        api.GET('/api/cases/{id}/asked-person', { params: { path: { id: caseId }, query: { key } }, signal }),
      ),
  });
}

/** The ID number in full; each call is on record. Kept in no cache. */
export function fetchAskedNumber(caseId: string, key: string): Promise<AskedNumber> {
  return unwrap<AskedNumber>(
    api.POST('/api/cases/{id}/asked-person/reveal', { params: { path: { id: caseId } }, body: { key } }),
  );
}
