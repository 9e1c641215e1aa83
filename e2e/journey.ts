import type { Product } from './harness.ts';
import { villageJourney } from './journey.case.ts';
import { decisionJourney } from './journey.decide.ts';
import { dispatchJourney } from './journey.dispatch.ts';
import { importJourney } from './journey.import.ts';
import { officesJourney } from './journey.offices.ts';
import { recordsJourney } from './journey.records.ts';
import { refusalJourney } from './journey.refusals.ts';
import { type Followed, screeningJourney } from './journey.screening.ts';
import type { People } from './people.ts';
import type { Steps } from './steps.ts';

/** The journey of the product as its people see it, from a department's file to the registered household. */
export async function journey(
  steps: Steps,
  people: People,
  product: Product,
  atCounty?: (followed: Followed) => Promise<void>,
): Promise<Followed> {
  const reportPath = await importJourney(steps, people, product);
  const followed: Followed = { ...(await screeningJourney(steps, people)), reportPath };
  await dispatchJourney(steps, people, followed);
  await villageJourney(steps, people, followed, () => atCounty?.(followed) ?? Promise.resolve());
  await decisionJourney(steps, people, followed);
  await refusalJourney(steps, people, followed);
  await officesJourney(steps, people, followed);
  await recordsJourney(steps, people, followed);
  return followed;
}
