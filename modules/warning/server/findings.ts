import type { DispatchReason } from '../contract.ts';

/** What one household gave cause for in a run. */
export interface Finding {
  householdId: string;
  areaCode: string;
  headName: string;
  level: number;
  reasons: (DispatchReason & { riskType: string | null; values: unknown })[];
}

/** The findings of a run that are to become work sheets. */
export interface FindingBatch {
  countyCode: string;
  runId: string;
  period: string;
  /** Days that the village has for the visit (`screening.villageDays`), the contact of a monitored household too. */
  villageDays: number;
  /** Days within which a hint of the same household is no new one (`clue.mergeDays`). */
  mergeDays: number;
  /** Households that are monitored already: they get a follow-up sheet. */
  monitored: ReadonlySet<string>;
  findings: Finding[];
}
