import { urlField } from '@shouwang/platform/ui/url-state.ts';
import { HOUSEHOLD_TYPE, MONITORING_STATE } from '../codes.ts';
import { CATEGORY_NAMES, SORT_NAMES } from '../contract.ts';

const keys = <T extends Record<string, string>>(names: T) => Object.keys(names) as Extract<keyof T, string>[];

/** The filters of the list, as they stand in the address. */
export const listFields = {
  q: urlField.text(),
  risk: urlField.oneOf(['', '1', '2', '3', '4', 'none'], ''),
  type: urlField.oneOf(['', ...Object.keys(HOUSEHOLD_TYPE.names)], ''),
  state: urlField.oneOf(['', ...keys(MONITORING_STATE.names)], ''),
  category: urlField.oneOf(['', ...keys(CATEGORY_NAMES)], ''),
  sort: urlField.oneOf(keys(SORT_NAMES), 'number'),
};

/** No filter at all. */
export const CLEAR = { q: '', risk: '', type: '', state: '', category: '' } as const;
