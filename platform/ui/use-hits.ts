import { useEffect, useState } from 'react';
import { useDebounced } from './hooks.ts';
import { asProblem } from './problem.ts';

export type SearchHit = { id: string; title: string; subtitle?: string | undefined; to: string };
export type SearchGroup = { title: string; hits: readonly SearchHit[] };
export type SearchEverything = (text: string, signal: AbortSignal) => Promise<readonly SearchGroup[]>;

/** What is found for the text, once typing pauses; empty groups are left out, an older question is dropped. */
export function useHits(text: string, search: SearchEverything) {
  const asked = useDebounced(text.trim());
  const [groups, setGroups] = useState<readonly SearchGroup[] | null>(null);
  const [failure, setFailure] = useState('');
  useEffect(() => {
    setFailure('');
    if (!asked) return setGroups(null);
    const control = new AbortController();
    search(asked, control.signal).then(
      (found) => !control.signal.aborted && setGroups(found.filter((group) => group.hits.length > 0)),
      (error: unknown) => !control.signal.aborted && setFailure(asProblem(error).title),
    );
    return () => control.abort();
  }, [asked, search]);
  return { groups, failure };
}
