import { useState } from 'react';

/** The pages of a list that has no place in the address: a second list on a page. */
export function useLocalCursor() {
  const [trail, setTrail] = useState<string[]>([]);
  return {
    cursor: trail.at(-1),
    page: trail.length + 1,
    next: (cursor: string) => setTrail([...trail, cursor]),
    previous: () => setTrail(trail.slice(0, -1)),
    reset: () => setTrail([]),
  };
}
