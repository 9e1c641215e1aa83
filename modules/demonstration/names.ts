import { GIVEN, INITIALS, SURNAMES } from './names-data.ts';
import { hashText, type Prng, type Weighted, weighted } from './prng.ts';

/** A piece of a name with the first letters of its sound. */
export type Sound = { text: string; initials: string };

const LETTERS = new Map(Array.from(INITIALS.matchAll(/(.)([a-z])/gu), (match) => [match[1], match[2] ?? '']));

const sounds = (characters: string): Sound[] =>
  [...characters].map((text) => ({ text, initials: LETTERS.get(text) ?? '' }));

const SURNAME_DRAW: Weighted<Sound> = weighted(
  SURNAMES.map((row) => {
    const [text = '', initials = '', weight = '0'] = row.split(' ');
    return [{ text, initials }, Number(weight)] as const;
  }),
);
const GIVEN_SOUNDS = { '1': GIVEN['1'].map(sounds), '2': GIVEN['2'].map(sounds) };
/** Share of two-character given names by generation; short names were the fashion of the seventies and eighties. */
const LONG_NAME = [0.9, 0.82, 0.68, 0.72, 0.93];

/** Any surname of the region by its weight. */
export function drawSurname(prng: Prng): Sound {
  return prng.draw(SURNAME_DRAW);
}

/** The two or three clan names that make up most of a village; the same village always has the same. */
export function villageSurnames(prng: Prng, villageCode: string, seed: number): Sound[] {
  prng.restart(seed, hashText(villageCode));
  return Array.from({ length: prng.between(2, 4) }, () => drawSurname(prng));
}

/** Generation of names: 0 before 1950, 1 to 1969, 2 to 1989, 3 to 2004, 4 later. */
function nameGeneration(birthYear: number): number {
  if (birthYear < 1950) return 0;
  if (birthYear < 1970) return 1;
  if (birthYear < 1990) return 2;
  return birthYear < 2005 ? 3 : 4;
}

/** A character that brothers and sisters may share (字辈). */
export function drawShared(prng: Prng, gender: '1' | '2', birthYear: number): Sound {
  return prng.pick(GIVEN_SOUNDS[gender][nameGeneration(birthYear)] as Sound[]);
}

/** A given name for gender and year of birth; `shared` becomes its first character when given. */
export function drawGiven(prng: Prng, who: { gender: '1' | '2'; birthYear: number }, shared: Sound | null): Sound {
  const generation = nameGeneration(who.birthYear);
  const pool = GIVEN_SOUNDS[who.gender][generation] as Sound[];
  const last = prng.pick(pool);
  if (!shared && !prng.chance(LONG_NAME[generation] as number)) return last;
  let first = shared ?? prng.pick(pool);
  if (first.text === last.text) first = pool[(pool.indexOf(last) + 1) % pool.length] as Sound;
  return { text: first.text + last.text, initials: first.initials + last.initials };
}
