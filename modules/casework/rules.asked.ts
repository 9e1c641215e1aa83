import type { ActCode, ActInput } from './contract.ts';
import type { CasePicture, Doer, Given } from './picture.ts';
import type { No } from './rules.answers.ts';

/** What a guard looks at: the case as it stands, what is asked, by whom, on which day. */
export interface Asked<A extends ActCode> {
  picture: CasePicture;
  input: ActInput<A>;
  who: Doer;
  today: string;
  given: Given;
}
export type Guard<A extends ActCode> = (asked: Asked<A>) => No | null;
