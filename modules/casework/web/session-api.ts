import { api, unwrap } from '@shouwang/platform/ui/api.ts';
import { type Upload, uploadTo } from '@shouwang/platform/ui/upload.ts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  Agenda,
  AnnounceResults,
  EndNotices,
  HoldMeeting,
  PostNotices,
  SessionDone,
  SessionPaper,
  SubmitCases,
} from '../contract.sessions.ts';

const CASEWORK = ['casework'];

/** What waits in a village for a meeting, a notice, its end, the report or the announcement. */
export function useAgenda(area: string) {
  return useQuery({
    queryKey: [...CASEWORK, 'agenda', area],
    queryFn: ({ signal }) => unwrap<Agenda>(api.GET('/api/casework/agenda', { params: { query: { area } }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** Asks for the agenda again: somebody else was faster. */
export function useAgendaAgain() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: [...CASEWORK, 'agenda'] });
}

/** What is sent for many cases, by the act. */
export type Sending =
  | { act: 'holdMeeting'; body: HoldMeeting }
  | { act: 'postNotices'; body: PostNotices }
  | { act: 'endNotices'; notice: string; body: EndNotices }
  | { act: 'announceResults'; body: AnnounceResults }
  | { act: 'submitCases'; body: SubmitCases };

const PATHS = {
  holdMeeting: '/api/casework/meetings',
  postNotices: '/api/casework/notices',
  endNotices: '/api/casework/notices/{id}/end',
  announceResults: '/api/casework/announcements',
  submitCases: '/api/casework/reports',
} as const;

/** Does an act on many cases; everything that shows cases is asked for again. */
export function useSending() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (sending: Sending) => {
      const path = 'notice' in sending ? { id: sending.notice } : {};
      return unwrap<SessionDone>(api.POST(PATHS[sending.act], { params: { path }, body: sending.body }));
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: CASEWORK }),
  });
}

/** Uploads a photograph or scan that all households of a form share. */
export function uploadToSession(at: {
  session: string;
  area: string;
  step: 'EVALUATED' | 'PUBLICISED' | 'ANNOUNCED';
}): Upload<{ id: string }> {
  return uploadTo<{ id: string }>(`/api/casework/session-documents?${new URLSearchParams({ ...at, kind: 'photo' })}`);
}

/** Where a blank paper of many households is printed from. */
export function sessionPaperUrl(
  kind: SessionPaper,
  ids: readonly string[],
  wishes: Readonly<Record<string, string>> = {},
): string {
  return `/api/casework/session-papers/${kind}.pdf?${new URLSearchParams({ cases: ids.join(','), ...wishes })}`;
}
