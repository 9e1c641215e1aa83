import type { Product } from './harness.ts';
import { villageJourney } from './journey.case.ts';
import { decisionJourney } from './journey.decide.ts';
import { importJourney } from './journey.import.ts';
import { type Followed, screeningJourney } from './journey.screening.ts';
import type { People } from './people.ts';
import type { Steps } from './steps.ts';

/** The journey of the product as its people see it, from a department's file to the registered household. */
export async function journey(steps: Steps, people: People, product: Product): Promise<Followed> {
  await importJourney(steps, people, product);
  const followed = await screeningJourney(steps, people);
  await villageJourney(steps, people, followed);
  await decisionJourney(steps, people, followed);
  return followed;
}
