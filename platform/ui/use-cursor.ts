import { useCallback } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';

/** Where the reader is in a list: the cursor to ask for, the number of the page, and the two steps. */
export type Cursor = {
  cursor: string | undefined;
  page: number;
  next: (cursor: string) => void;
  previous: () => void;
};

type Trail = { cursors: (string | null)[] };

function trailOf(state: unknown): (string | null)[] {
  const trail = (state as Partial<Trail> | null)?.cursors;
  return Array.isArray(trail) ? trail : [];
}

/** Cursor paging in the address bar (`cursor`, `page`). Earlier cursors travel with the history entry. */
export function useCursor(): Cursor {
  const [params] = useSearchParams();
  const location = useLocation();
  const navigate = useNavigate();
  const cursor = params.get('cursor') ?? undefined;
  const page = cursor ? Math.max(2, Number(params.get('page')) || 2) : 1;

  const go = useCallback(
    (target: string | null, number: number, cursors: (string | null)[]) => {
      const search = new URLSearchParams(location.search);
      search.delete('cursor');
      search.delete('page');
      if (target) search.set('cursor', target);
      if (target) search.set('page', String(number));
      void navigate({ search: search.toString() }, { state: { cursors } satisfies Trail });
    },
    [location.search, navigate],
  );

  const trail = trailOf(location.state);
  return {
    cursor,
    page,
    next: (target) => go(target, page + 1, [...trail, cursor ?? null]),
    previous: () => go(trail.at(-1) ?? null, page - 1, trail.slice(0, -1)),
  };
}
