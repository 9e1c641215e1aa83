import { Day, type Permissions } from '@shouwang/platform/schema/schema.ts';
import { z } from 'zod';
import type { ConsentScope } from '../evidence/contract.ts';
import { ExclusionItem } from './codes.ts';

/** Items of the negative list that a scope of the consent can speak for. Which of them count is said by the pack of the case. */
export const ITEMS_OF_SCOPE: Readonly<Partial<Record<ConsentScope, readonly ExclusionItem[]>>> = {
  '1': ['N2', 'N3'],
  '2': ['N1'],
  '3': ['N6'],
  '4': ['N11'],
  '8': ['N4'],
  '12': ['N3'],
};

/** An item that the answer may name: what it is, why a person must decide, what is exempt. */
export const OfferedItem = z.object({
  item: ExclusionItem,
  label: z.string(),
  because: z.string(),
  exceptions: z.string(),
});
export type OfferedItem = z.infer<typeof OfferedItem>;

/** Who is meant by a comparison that a department must answer, as the consent in force allows. */
export const AskedPerson = z.object({
  memberName: z.string(),
  /** null: the registry has no ID number of this person. */
  idMask: z.string().nullable(),
  consentValidTo: Day,
  offers: z.array(OfferedItem),
});
export type AskedPerson = z.infer<typeof AskedPerson>;

/** The ID number in full, for a while. */
export const AskedNumber = z.object({ idNumber: z.string().nullable(), expiresInSeconds: z.int() });
export type AskedNumber = z.infer<typeof AskedNumber>;

/** Which comparison of a case. */
export const AskedKey = z.object({ key: z.string().min(1).max(80) });

/** Only the department that is asked, and only while it is asked. */
export const askedPermissions = {
  getAskedPerson: ['COUNTY_DEPT'],
  revealAskedPerson: ['COUNTY_DEPT'],
} as const satisfies Permissions;
