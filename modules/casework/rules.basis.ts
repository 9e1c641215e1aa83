/** Fields of frozen data that say something about the health, the birth or the identity of a person. */
const SENSITIVE: readonly string[] = [
  'person_key',
  'birth_date',
  'health',
  'disability_category',
  'disability_grade',
  'dropout_reason',
];

/** What stands for a masked value. */
export const MASKED = '***';

/** Frozen data with the sensitive values masked, and how many there were; unknown values stay unknown. */
export function maskBasis(inputs: unknown): { inputs: unknown; maskedValues: number } {
  let maskedValues = 0;
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => {
        if (!SENSITIVE.includes(key) || one === null) return [key, walk(one)];
        maskedValues += 1;
        return [key, MASKED];
      }),
    );
  };
  return { inputs: walk(inputs), maskedValues };
}
