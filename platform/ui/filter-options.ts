export type FilterOption = { value: string; label: string };

/** The choices of a filter from a table of names, with `all` for none of them. */
export function optionsOf(names: Readonly<Record<string, string>>, all: string): FilterOption[] {
  return [{ value: '', label: all }, ...Object.entries(names).map(([value, label]) => ({ value, label }))];
}
