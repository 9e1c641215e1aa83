import { api, ifMatch, unwrap } from '@shouwang/platform/ui/api.ts';
import { type Upload, uploadTo } from '@shouwang/platform/ui/upload.ts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ItemList } from '../../exchange/contract.ts';
import type {
  ActCode,
  ActDone,
  ActInput,
  Board,
  CaseQuery,
  CaseRow,
  CasesDispatched,
  CaseView,
  Colleague,
  DecisionBasis,
  DepartmentRequest,
  DispatchVerifications,
  HealthNote,
  StepCode,
  TaskKind,
  TaskRow,
  VerificationDraft,
  Workbench,
} from '../contract.ts';

type Page<T> = { items: T[]; nextCursor: string | null; total?: number };
type Tasks = Page<TaskRow> & {
  byKind: { kind: TaskKind; title: string; count: number }[];
  byVillage: { areaCode: string; name: string; count: number }[];
};

const CASEWORK = ['casework'];
const full = (query: object) =>
  Object.fromEntries(
    Object.entries(query).filter(([, value]) => value !== '' && value !== undefined && value !== 'all'),
  );

/** What whoever is signed in must do, by severity and time left. */
export function useMyTasks(query: { kind?: string; area?: string; cursor?: string | undefined; limit?: number }) {
  return useQuery({
    queryKey: [...CASEWORK, 'tasks', query],
    queryFn: ({ signal }) => unwrap<Tasks>(api.GET('/api/tasks', { params: { query: full(query) }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** The headline figures of the first page. */
export function useWorkbench() {
  return useQuery({
    queryKey: [...CASEWORK, 'workbench'],
    queryFn: ({ signal }) => unwrap<Workbench>(api.GET('/api/workbench', { signal })),
    placeholderData: keepPreviousData,
  });
}

/** Open cases by place and step. */
export function useBoard(area: string) {
  return useQuery({
    queryKey: [...CASEWORK, 'board', area],
    queryFn: ({ signal }) => unwrap<Board>(api.GET('/api/board', { params: { query: { area } }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** The department files of the month, for those who may see them. */
export function useDepartmentFiles(enabled: boolean) {
  return useQuery({
    queryKey: [...CASEWORK, 'department-files'],
    enabled,
    queryFn: ({ signal }) => unwrap<ItemList>(api.GET('/api/exchange/items', { signal })),
  });
}

/** Cases of an area. */
export function useCases(query: Partial<Record<keyof CaseQuery, string | number | undefined>>) {
  return useQuery({
    queryKey: [...CASEWORK, 'cases', query],
    queryFn: ({ signal }) => {
      const { open, ...rest } = query;
      return unwrap<Page<CaseRow>>(
        api.GET('/api/cases', { params: { query: { ...full(rest), open: open ?? 'true' } }, signal }),
      );
    },
    placeholderData: keepPreviousData,
  });
}

const one = (id: string) => [...CASEWORK, 'case', id];

/** Everything on the page of a case. */
export function useCase(id: string) {
  return useQuery({
    queryKey: one(id),
    queryFn: ({ signal }) => unwrap<CaseView>(api.GET('/api/cases/{id}', { params: { path: { id } }, signal })),
  });
}

/** Officers from whom a team is named. */
export function useColleagues(id: string) {
  return useQuery({
    queryKey: [...one(id), 'colleagues'],
    queryFn: ({ signal }) =>
      unwrap<{ items: Colleague[] }>(api.GET('/api/cases/{id}/colleagues', { params: { path: { id } }, signal })),
    staleTime: 300_000,
  });
}

/** What is known before a visit. */
export function useVerificationDraft(id: string) {
  return useQuery({
    queryKey: [...one(id), 'draft'],
    queryFn: ({ signal }) =>
      unwrap<VerificationDraft>(api.GET('/api/cases/{id}/verification-draft', { params: { path: { id } }, signal })),
  });
}

/** Comparisons that the own department owes. */
export function useDepartmentRequests(enabled: boolean) {
  return useQuery({
    queryKey: [...CASEWORK, 'requests'],
    enabled,
    queryFn: ({ signal }) => unwrap<{ items: DepartmentRequest[] }>(api.GET('/api/department-requests', { signal })),
  });
}

const pathOf = (act: ActCode) => act.replace(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`);

/** An act that somebody is about to do. */
export type Doing<A extends ActCode = ActCode> = { act: A; version: number; input: ActInput<A> };

/** Does an act on a case; everything that shows cases is asked for again. */
export function useAct(id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ act, version, input }: Doing) =>
      unwrap<ActDone>(
        api.POST(`/api/cases/{id}/${pathOf(act)}`, {
          params: { path: { id } },
          body: input,
          headers: ifMatch(version),
        }),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: CASEWORK }),
  });
}

/** Hands many cases to their teams at once; everything that shows cases or sheets is asked for again, also after a refusal. */
export function useDispatchMany() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: DispatchVerifications) =>
      unwrap<CasesDispatched>(api.POST('/api/cases/dispatch-verifications', { body })),
    onSettled: () =>
      Promise.all([CASEWORK, ['warning']].map((queryKey) => cache.invalidateQueries({ queryKey }))).then(
        () => undefined,
      ),
  });
}

/** Asks for a case again after somebody else was faster. */
export function useLookAgain(id: string) {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: one(id) });
}

/** What a decision rests on, masked. */
export function useDecisionBasis(id: string, decisionId: string) {
  return useQuery({
    queryKey: [...one(id), 'basis', decisionId],
    queryFn: ({ signal }) =>
      unwrap<DecisionBasis>(
        api.GET('/api/cases/{id}/decisions/{decisionId}/basis', { params: { path: { id, decisionId } }, signal }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Everything that a decision rests on, for a reason; kept nowhere. */
export const revealBasis = (id: string, decisionId: string, reason: string) =>
  unwrap<DecisionBasis & { expiresInSeconds: number }>(
    api.POST('/api/cases/{id}/decisions/{decisionId}/reveal', {
      params: { path: { id, decisionId } },
      body: { reason },
    }),
  );

/** The note on health of the visit, for a reason; kept nowhere. */
export const revealHealthNote = (id: string, reason: string) =>
  unwrap<HealthNote>(api.POST('/api/cases/{id}/health-note/reveal', { params: { path: { id } }, body: { reason } }));

/** Uploads a photograph or scan to a step of a case. */
export function uploadToCase(id: string, step: StepCode, kind: 'photo' | 'scan'): Upload<{ id: string }> {
  return uploadTo<{ id: string }>(`/api/cases/${id}/documents?step=${step}&kind=${kind}`);
}

/** Where a paper is printed from. */
export const paperUrl = (id: string, kind: string) => `/api/cases/${id}/papers/${kind}.pdf`;
/** Where the content of a document is. */
export const documentUrl = (id: string) => `/api/documents/${id}/content`;
