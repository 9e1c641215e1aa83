import { type Prng, weighted } from './prng.ts';

/** A place in the household before it has a name: relation to the head, gender and age. */
export type Seat = { relation: string; gender: '1' | '2'; age: number };

/** Forms of households with their weights; the weights are our own, set so that sizes and ages meet the figures cited. */
const FORMS = weighted<(prng: Prng) => Seat[]>([
  [oldAlone, 7],
  [adultAlone, 2.5],
  [oldCouple, 11],
  [nuclear, 35],
  [stemHeadedByMiddle, 15.5],
  [stemHeadedByOld, 17.5],
  [oldWithGrownChild, 6],
  [singleParent, 5],
]);

const CHILDREN = weighted<number>([
  [0, 5],
  [1, 28],
  [2, 44],
  [3, 24],
  [4, 4],
]);

/** Draws who lives in a household. The first seat is the head; there is exactly one. */
export function drawSeats(prng: Prng): Seat[] {
  return prng.draw(FORMS)(prng);
}

/** Draws a household that surely has a child of primary-school age. */
export function drawSeatsWithPupil(prng: Prng): Seat[] {
  for (let tries = 0; tries < 60; tries += 1) {
    const seats = drawSeats(prng);
    if (seats.some((seat) => seat.age >= 8 && seat.age <= 13)) return seats;
  }
  throw new RangeError('no household with a pupil was drawn');
}

const other = (gender: '1' | '2'): '1' | '2' => (gender === '1' ? '2' : '1');
const boyOrGirl = (prng: Prng): '1' | '2' => (prng.chance(0.52) ? '1' : '2');
const headGender = (prng: Prng): '1' | '2' => (prng.chance(0.86) ? '1' : '2');

function spouseAge(prng: Prng, head: Seat): number {
  const gap = prng.between(-1, 5);
  return Math.max(21, head.gender === '1' ? head.age - gap : head.age + gap);
}

function withSpouse(prng: Prng, head: Seat): Seat[] {
  return [head, { relation: '2', gender: other(head.gender), age: spouseAge(prng, head) }];
}

/** Children of a mother of this age, eldest first; grown daughters mostly have married out, grown sons live apart later. */
function addChildren(prng: Prng, seats: Seat[], motherAge: number): void {
  const relations = { '1': '3', '2': '4' } as const;
  addOffspring(prng, seats, { motherAge, relations, count: prng.draw(CHILDREN) });
}

type Birth = { motherAge: number; relations: { '1': string; '2': string }; count: number };

function addOffspring(prng: Prng, seats: Seat[], birth: Birth): void {
  let age = birth.motherAge - prng.between(20, 29);
  for (let i = 0; i < birth.count && age >= 0; i += 1) {
    const gender = boyOrGirl(prng);
    const stays = age < 23 || prng.chance(gender === '1' ? 0.6 : 0.22);
    if (stays) seats.push({ relation: birth.relations[gender], gender, age });
    age -= prng.between(1, 5);
  }
}

function oldAlone(prng: Prng): Seat[] {
  return [{ relation: '1', gender: prng.chance(0.5) ? '1' : '2', age: prng.between(60, 88) }];
}

function adultAlone(prng: Prng): Seat[] {
  return [{ relation: '1', gender: prng.chance(0.8) ? '1' : '2', age: prng.between(26, 59) }];
}

function oldCouple(prng: Prng): Seat[] {
  return withSpouse(prng, { relation: '1', gender: headGender(prng), age: prng.between(50, 84) });
}

function nuclear(prng: Prng): Seat[] {
  const seats = withSpouse(prng, { relation: '1', gender: headGender(prng), age: prng.between(27, 53) });
  const mother = seats.find((seat) => seat.gender === '2');
  addChildren(prng, seats, mother?.age ?? 30);
  return seats;
}

function stemHeadedByMiddle(prng: Prng): Seat[] {
  const seats = nuclear(prng);
  const head = seats[0] as Seat;
  const own = head.gender === '1';
  const age = Math.max(head.age, 30) + prng.between(22, 30);
  if (age > 96) return seats;
  const both = prng.chance(0.55);
  if (both || prng.chance(0.35)) seats.push({ relation: own ? '11' : '15', gender: '1', age });
  if (both || seats.every((seat) => seat.relation !== '11' && seat.relation !== '15'))
    seats.push({ relation: own ? '12' : '16', gender: '2', age: age - (both ? prng.between(0, 4) : 0) });
  return seats;
}

function stemHeadedByOld(prng: Prng): Seat[] {
  const head: Seat = { relation: '1', gender: prng.chance(0.9) ? '1' : '2', age: prng.between(52, 74) };
  const seats: Seat[] = prng.chance(0.78) ? withSpouse(prng, head) : [head];
  const youngerOfOld = seats.reduce((age, seat) => Math.min(age, seat.age), head.age);
  const son: Seat = { relation: '3', gender: '1', age: youngerOfOld - prng.between(22, 27) };
  seats.push(son);
  if (son.age < 22) return seats;
  const wifeAge = Math.max(20, son.age - prng.between(-1, 4));
  if (prng.chance(0.88)) seats.push({ relation: '5', gender: '2', age: wifeAge });
  addOffspring(prng, seats, {
    motherAge: wifeAge,
    relations: { '1': '7', '2': '8' },
    count: Math.min(3, prng.draw(CHILDREN)),
  });
  return seats;
}

function oldWithGrownChild(prng: Prng): Seat[] {
  const head: Seat = { relation: '1', gender: headGender(prng), age: prng.between(47, 70) };
  const seats = prng.chance(0.8) ? withSpouse(prng, head) : [head];
  const parentAge = seats.reduce((age, seat) => Math.min(age, seat.age), head.age);
  const gender = prng.chance(0.62) ? '1' : '2';
  seats.push({ relation: gender === '1' ? '3' : '4', gender, age: parentAge - prng.between(22, 29) });
  return seats;
}

function singleParent(prng: Prng): Seat[] {
  const head: Seat = { relation: '1', gender: prng.chance(0.5) ? '1' : '2', age: prng.between(28, 52) };
  const seats = [head];
  addOffspring(prng, seats, {
    motherAge: head.age,
    relations: { '1': '3', '2': '4' },
    count: 1 + (prng.chance(0.45) ? 1 : 0),
  });
  return seats;
}
