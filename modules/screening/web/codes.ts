import { OFFICES } from '@shouwang/modules/staff/contract.departments.ts';
import { ITEM_LABELS } from '../engine/items.ts';

export { RISK_WORDS } from '../rules.hits.ts';

/** Names of the items that the screening reads. */
export const ITEM_NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(ITEM_LABELS).map(([item, { label }]) => [item, label]),
);

/** Who stands behind a rule, by the code of the pack: the offices, and two that hand in no file. */
export const DEPARTMENT_NAMES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(OFFICES).map(([code, office]) => [code, office.short])),
  JR: '金融机构',
  SYSTEM: '平台比对',
};
