import { usePack } from './api.ts';

export type RunLimits = { least: number; months: number; villageDays: number | null; exclusions: string[] };

/** Limits of the pack that the run's page needs: precision of rules, days of the village. */
export function useRunLimits(area: string | undefined): RunLimits {
  const pack = usePack(area ?? '').data;
  const parameters = pack?.parameters;
  const number = (name: string) => {
    const value = parameters?.[name]?.value;
    return typeof value === 'number' ? value : null;
  };
  return {
    least: number('rule.precisionMin') ?? 0,
    months: number('rule.precisionWindowMonths') ?? 3,
    villageDays: number('screening.villageDays'),
    exclusions: Object.keys(pack?.exclusions ?? {}),
  };
}
