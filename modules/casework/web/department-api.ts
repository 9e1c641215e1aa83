import { api, unwrap } from '@shouwang/platform/ui/api.ts';
import { type Upload, uploadTo } from '@shouwang/platform/ui/upload.ts';
import { useQuery } from '@tanstack/react-query';
import type { DepartmentFollowUpView, DepartmentRequestView } from '../contract.ts';

/** The address of the page of one request. */
export const requestPath = (caseId: string, key: string) => `/requests/${caseId}/${encodeURIComponent(key)}`;
/** The address of the page of a follow-up. */
export const followUpPath = (caseId: string) => `/follow-ups/${caseId}`;

/** One request to the own department; each look is on record. */
export function useDepartmentRequest(caseId: string, key: string) {
  return useQuery({
    queryKey: ['casework', 'request', caseId, key],
    queryFn: ({ signal }) =>
      unwrap<DepartmentRequestView>(
        api.GET('/api/department-requests/{id}', { params: { path: { id: caseId }, query: { key } }, signal }),
      ),
  });
}

/** What the own department is to put right for a household. */
export function useFollowUp(caseId: string) {
  return useQuery({
    queryKey: ['casework', 'follow-up', caseId],
    queryFn: ({ signal }) =>
      unwrap<DepartmentFollowUpView>(
        api.GET('/api/department-follow-ups/{id}', { params: { path: { id: caseId } }, signal }),
      ),
  });
}

/** Uploads evidence of a follow-up. */
export const uploadToFollowUp = (caseId: string): Upload<{ id: string }> =>
  uploadTo<{ id: string }>(`/api/department-follow-ups/${caseId}/documents`);
