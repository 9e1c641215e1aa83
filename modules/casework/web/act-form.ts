import type { CaseView, Participant, StepCode } from '../contract.ts';

export type Option = { value: string; label: string };
export type Values = Record<string, unknown>;

/** One field of an act's form. `files` hold ids of uploaded documents, `people` participants, `team` participants and helpers without an account, `names` free names, `groups` who was present. */
export type ActField = {
  name: string;
  label: string;
  kind:
    | 'line'
    | 'area'
    | 'count'
    | 'day'
    | 'moment'
    | 'choice'
    | 'choices'
    | 'file'
    | 'files'
    | 'people'
    | 'team'
    | 'names'
    | 'groups'
    | 'phone'
    | 'flag';
  options?: readonly Option[] | undefined;
  /** Step to which uploads belong. */
  step?: StepCode;
  fileKind?: 'photo' | 'scan';
  hint?: string;
  max?: number;
  optional?: boolean;
  /** Whether the field is asked for, given the others. */
  when?: (values: Values) => boolean;
};

/** The form of an act: its fields, what is filled in beforehand, and how the values become what is sent. */
export type ActFormSpec = {
  fields: readonly ActField[];
  initial?: (view: CaseView, today: string, me: Participant) => Values;
  body?: (values: Values, view: CaseView, me: Participant) => Values;
  /** What has to be known for it, above the fields. */
  said?: readonly { label: string; value: string }[];
  /** What sending does. */
  effect?: string;
  submit?: string;
  /** Asked once more before it is sent, since it cannot be undone. */
  sure?: (values: Values) => string | null;
};

/** Names of codes as options. */
export const options = (names: Readonly<Record<string, string>>): Option[] =>
  Object.entries(names).map(([value, label]) => ({ value, label }));
