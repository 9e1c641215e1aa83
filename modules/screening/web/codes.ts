import { ITEM_LABELS } from '../engine/items.ts';

/** Names of the items that the screening reads. */
export const ITEM_NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(ITEM_LABELS).map(([item, { label }]) => [item, label]),
);
