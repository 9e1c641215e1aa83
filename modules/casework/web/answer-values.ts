import type { ActInput } from '../contract.ts';
import { NO_ITEM } from './ExclusionField.tsx';

/** What the form of an answer holds. */
export type AnswerValues = { found: boolean; receipt: string; dataDate: string; exclusionItem?: string };

/** The answer as it is sent: an item of the negative list only with a record. */
export function toAnswer(values: AnswerValues, key: string): ActInput<'answerComparison'> {
  const { found, receipt, dataDate, exclusionItem } = values;
  const named = found && exclusionItem !== undefined && exclusionItem !== NO_ITEM;
  return {
    key,
    found,
    receipt,
    dataDate,
    exclusionItem: named ? (exclusionItem as ActInput<'answerComparison'>['exclusionItem']) : null,
  };
}
