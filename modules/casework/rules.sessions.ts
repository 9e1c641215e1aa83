import type { ActCode } from './contract.ts';
import type { CasePicture } from './picture.ts';
import { RULES } from './rules.acts.ts';
import type { No } from './rules.answers.ts';
import type { Asked } from './rules.asked.ts';
import { decide, type Wanted } from './rules.ts';

/** Everything that speaks against an act on a case, not only the first: all guards are asked when person and turn are right. Empty: it may be done. */
export function problemsOf<A extends ActCode>(picture: CasePicture, wanted: Wanted<A>): No[] {
  const first = decide(picture, wanted);
  if (first.ok) return [];
  const asked = { picture, ...wanted } as unknown as Asked<A>;
  const found = RULES[wanted.act].guards.flatMap((guard) => guard(asked) ?? []);
  const isGuards = found.some((one) => one.reason === first.reason && one.text === first.text);
  return isGuards ? found : [first];
}

/** What speaks against one case of a list. */
export interface CaseProblem {
  /** Place in the list, from 0. */
  place: number;
  code: string;
  message: string;
  /** Field of the case's own act; null when no field can mend it. */
  path: string | null;
}

/** How many cases were looked at, and which fields are typed once for all of them. */
export interface Looked {
  cases: number;
  common: readonly string[];
}

/** A field of the form with what is wrong with it. */
export interface FormFault {
  path: string;
  code: string;
  message: string;
}

/**
 * Where each problem stands in the form: at the common field when it is the same for every case, else at the row, `cases.3.votesFor`. A problem that no
 * field can mend stands at the row itself.
 */
export function faultsOf(problems: readonly CaseProblem[], { cases, common }: Looked): FormFault[] {
  const faults = new Map<string, FormFault>();
  for (const one of problems) {
    const places = problems.filter(({ path, message }) => path === one.path && message === one.message);
    const shared = one.path !== null && common.includes(one.path) && places.length >= cases;
    const row = one.path === null ? `cases.${one.place}` : `cases.${one.place}.${one.path}`;
    const path = shared ? (one.path ?? row) : row;
    faults.set(`${path} ${one.message}`, { path, code: one.code, message: one.message });
  }
  return [...faults.values()];
}
