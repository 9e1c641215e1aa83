import { api, unwrap } from '@shouwang/platform/ui/api.ts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  ChangeView,
  DepartmentWord,
  Household,
  HouseholdChange,
  HouseholdPage,
  HouseholdView,
  HouseholdWords,
  NewIncomeItem,
  Revealed,
  RevealRequest,
} from '../contract.ts';
import { type IncomeCounting, incomeCounting } from '../income-rules.ts';
import type { Offer } from './words.ts';

/** What the list page asks; empty values are left out. */
export type ListRequest = Partial<
  Record<'area' | 'q' | 'type' | 'risk' | 'state' | 'category' | 'sort' | 'cursor', string>
>;
type Page<T> = { items: T[]; nextCursor: string | null };

const full = (query: object) =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== '' && value !== undefined));

/** Households of the own area. */
export function useHouseholds(request: ListRequest) {
  const query = full(request);
  return useQuery({
    queryKey: ['households', query],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => unwrap<HouseholdPage>(api.GET('/api/households', { params: { query }, signal })),
  });
}

/** The key of the file of a household and of everything that is asked about it. */
export const one = (id: string) => ['household', id] as const;

/** The file of a household, masked. */
export function useHousehold(id: string) {
  return useQuery({
    queryKey: one(id),
    queryFn: ({ signal }) => unwrap<Household>(api.GET('/api/households/{id}', { params: { path: { id } }, signal })),
  });
}

/** The history of a household. */
export function useChanges(id: string, cursor?: string) {
  return useQuery({
    queryKey: [...one(id), 'changes', cursor ?? ''],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      unwrap<Page<HouseholdChange>>(
        api.GET('/api/households/{id}/changes', {
          params: { path: { id }, query: full({ cursor, limit: 50 }) },
          signal,
        }),
      ),
  });
}

/** Who looked at a household. */
export function useViews(id: string, cursor?: string) {
  return useQuery({
    queryKey: [...one(id), 'views', cursor ?? ''],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      unwrap<Page<HouseholdView>>(
        api.GET('/api/households/{id}/views', { params: { path: { id }, query: full({ cursor, limit: 50 }) }, signal }),
      ),
  });
}

/** Shows masked values for a while. The answer is given to the caller alone and kept nowhere. */
export function useRevealer(id: string) {
  const cache = useQueryClient();
  return async (body: RevealRequest): Promise<Revealed> => {
    const answer = await unwrap<Revealed>(api.POST('/api/households/{id}/reveal', { params: { path: { id } }, body }));
    void cache.invalidateQueries({ queryKey: [...one(id), 'views'] });
    return answer;
  };
}

/** What departments say of a household; health masked. */
export function useWords(id: string, enabled: boolean) {
  return useQuery({
    queryKey: [...one(id), 'words'],
    enabled,
    queryFn: ({ signal }) =>
      unwrap<HouseholdWords>(api.GET('/api/exchange/households/{id}/words', { params: { path: { id } }, signal })),
  });
}
export type WordsQuery = ReturnType<typeof useWords>;

/** What departments say of health, for whoever has just revealed it; kept nowhere. Null when it could not be read. */
export async function fetchHealthWords(id: string): Promise<DepartmentWord[] | null> {
  const params = { path: { id }, query: { health: 'revealed' } };
  return unwrap<HouseholdWords>(api.GET('/api/exchange/households/{id}/words', { params })).then(
    ({ words }) => words.filter((word) => word.topic === 'disability'),
    () => null,
  );
}

/** What a change is about: a correction of the household or of a member, with values that a department offers or the field at fault; or its people. */
export type Subject = {
  memberId: string | null;
  kind?: 'correct' | 'join' | 'leave' | 'head';
  offer?: Offer;
  field?: string;
  /** An own request that is sent again. */
  revision?: ChangeView;
};
/** A correction as it was typed. */
export type Correction = Pick<Subject, 'memberId'> & {
  version: number;
  reason: string;
  changes: Record<string, unknown>;
  source: string | null;
  confirmed: boolean;
};

/** The file as it is now, for a person whose version has become stale. */
export function fetchHousehold(id: string): Promise<Household> {
  return unwrap<Household>(api.GET('/api/households/{id}', { params: { path: { id } } }));
}

/** What of the policy pack in force the file needs; amounts in fen, null where the pack says nothing. */
export type PolicyFigures = {
  packName: string;
  lineFen: number | null;
  buffer: number | null;
  selfPayShare: number | null;
  counting: IncomeCounting;
};
type Pack = { title: string; pack: string; parameters: Record<string, { value: number | string | boolean }> };

function figuresOf(pack: Pack): PolicyFigures {
  const number = (name: string) => {
    const value = pack.parameters[name]?.value;
    return typeof value === 'number' ? value : null;
  };
  const line = number('line.monitoring');
  return {
    packName: pack.title,
    lineFen: line === null ? null : Math.round(line * 100),
    buffer: number('trigger.lineBuffer'),
    selfPayShare: number('trigger.selfPayShare'),
    counting: incomeCounting(pack.parameters),
  };
}

/** The policy pack in force where the household lives; without one the file shows no line. */
export function usePolicyFigures(area: string | undefined) {
  return useQuery({
    queryKey: ['policy-figures', area],
    enabled: area !== undefined,
    staleTime: 600_000,
    retry: false,
    queryFn: async ({ signal }) =>
      figuresOf(
        (await unwrap<{ pack: Pack }>(api.GET('/api/policy/in-force', { params: { query: { area } }, signal }))).pack,
      ),
  });
}

/** Adds a line of income or expense. */
export function useAddIncome(id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: NewIncomeItem) =>
      unwrap<{ id: string }>(api.POST('/api/households/{id}/income-items', { params: { path: { id } }, body })),
    onSuccess: () => cache.invalidateQueries({ queryKey: one(id) }),
  });
}
