import { useMemo } from 'react';
import type { Household } from '../contract.ts';
import { specsOf } from './correction-fields.ts';

/** The masks of the sealed fields of a household or a member, by field. */
export function useMasks(household: Household, memberId: string | null): Record<string, string | undefined> {
  return useMemo(() => {
    const source: Record<string, unknown> =
      memberId === null ? household : { ...household.members.find((one) => one.id === memberId) };
    const masks: Record<string, string | undefined> = {};
    for (const [name, spec] of specsOf(memberId)) {
      const mask = spec.mask ? source[spec.mask] : undefined;
      if (typeof mask === 'string') masks[name] = mask;
    }
    return masks;
  }, [household, memberId]);
}
