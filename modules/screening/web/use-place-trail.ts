import { usePlace } from './api.ts';

/** The places from the root of the page down to the one shown, for the way back. */
export function usePlaceTrail(code: string, root: string): { code: string; name: string }[] {
  const place = usePlace(code).data;
  if (!place) return [];
  const way = [...place.path, place.area].map(({ code: at, shortName }) => ({ code: at, name: shortName }));
  const seen = new Set<string>();
  return way.filter(({ code: at }) => {
    if (!at.startsWith(root) || seen.has(at)) return false;
    seen.add(at);
    return true;
  });
}
