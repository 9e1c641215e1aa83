import { fileURLToPath } from 'node:url';
import { loadPack } from '../policy/load.ts';
import type { ActCode } from './contract.ts';
import { aCase, aFinding, anOfficer, inputs, type PaperPlace, PEOPLE, paperIds } from './fixtures.ts';
import type { CasePicture } from './picture.ts';
import { after, chained, type Play, playAll, upTo } from './scenario.ts';

const { pack } = await loadPack(fileURLToPath(new URL('../../policies/', import.meta.url)), 'guangdong-2021');
if (!pack) throw new Error('the pack does not load');
const loaded = pack;

/** Tests only: the case of the scenario on its first day. */
export const begin = () => aCase(loaded, '2026-11-10');
export const sample = inputs();
export const unknown = '01900000-0000-7000-8000-00000000dead';

/** One guard: the act as the chain does it passes; with the change it is refused for this reason, and for no other. */
export interface Twin {
  name: string;
  reason: string;
  at: (picture: CasePicture) => CasePicture;
  good: Play;
  bad: { play?: Partial<Play>; picture?: (picture: CasePicture) => CasePicture };
}

export const before = (act: ActCode) => (picture: CasePicture) => upTo(picture, act);
export const inChain = (name: string, reason: string, act: ActCode, bad: Twin['bad']): Twin => ({
  name,
  reason,
  at: before(act),
  good: chained(act),
  bad,
});
export const change = <A extends ActCode>(_act: A, part: Partial<(typeof sample)[A]>): Twin['bad'] => ({
  play: { change: part as Play['change'] & object },
});
export const changed = (part: Partial<CasePicture> | ((picture: CasePicture) => CasePicture)): Twin['bad'] => ({
  picture: typeof part === 'function' ? part : (picture) => ({ ...picture, ...part }),
});
/** Somebody was declared a relative and an approver confirmed it. */
export const related = (who: { accountId: string; name: string }) => changed((picture) => declared(picture, who, true));
export function declared(picture: CasePicture, who: { accountId: string | null; name: string }, confirmed: boolean) {
  const said = after(
    picture,
    {
      act: 'declareRecusal',
      who: anOfficer('COUNTY_LEAD', 40),
      day: 1,
      change: { accountId: who.accountId, name: who.name, relation: '弟' } as Play['change'] & object,
    },
    90,
  );
  return confirmed ? after(said, { ...settling('confirmRecusal'), who: anOfficer('COUNTY_APPROVER', 41) }, 91) : said;
}
export const settling = (act: 'confirmRecusal' | 'withdrawRecusal', who = anOfficer('COUNTY_APPROVER', 41)): Play => ({
  act,
  who,
  day: 1,
  change: { recusalId: 'record-90' } as Play['change'] & object,
});
export const somebody = { accountId: PEOPLE.team.accountId, name: PEOPLE.team.name };
/** A photograph or scan is another than it should be. */
export const paper = (place: PaperPlace, part: Partial<CasePicture['documents'][number]>) =>
  changed((picture) => ({
    ...picture,
    documents: picture.documents.map((one) => (one.id === paperIds()[place] ? { ...one, ...part } : one)),
  }));
export const monitored = changed((picture) => ({ ...picture, household: { ...picture.household, monitored: true } }));
export const memberNamed = (name: string) =>
  changed((picture) => ({ ...picture, household: { ...picture.household, memberNames: [name] } }));

export const objected = (picture: CasePicture) =>
  after(
    upTo(picture, 'endNotice'),
    { act: 'raiseObjection', who: PEOPLE.clerk, day: 4, given: { newId: unknown } },
    80,
  );
export const answer: Play = {
  act: 'resolveObjection',
  who: PEOPLE.reviewer,
  day: 5,
  change: { objectionId: unknown } as Play['change'] & object,
};
export const answered = (part: object): Twin['bad'] => ({
  play: { change: { objectionId: unknown, ...part } as Play['change'] & object },
});

export const judgedTrue = (picture: CasePicture) =>
  playAll(
    upTo(picture, 'judgeFinding'),
    [
      { ...chained('judgeFinding'), change: { verdict: 'P1.C2', reason: '' } as Play['change'] & object },
      chained('completeComparison'),
    ],
    50,
  );
export const proposal: Play = { act: 'proposeRejection', who: PEOPLE.judge, day: 2 };

export function visited(picture: CasePicture, conclusion: string): CasePicture {
  return playAll(picture, [
    chained('dispatchVerification'),
    chained('claimVerification'),
    { ...chained('recordVerification'), change: { conclusion } as Play['change'] & object },
  ]);
}
export function notEnded(picture: CasePicture): CasePicture {
  return {
    ...picture,
    records: picture.records.map((one) =>
      one.step === 'PUBLICISED' ? { ...one, data: { ...one.data, endedOn: null } } : one,
    ),
  };
}
export function unjudged(picture: CasePicture): CasePicture {
  const open = (one: CasePicture['records'][number]) =>
    one.step === 'COMPARING' ? { ...one, data: { ...one.data, findings: [aFinding()] } } : one;
  return { ...picture, records: picture.records.map(open) };
}
export function withObjection(picture: CasePicture): CasePicture {
  return {
    ...picture,
    records: picture.records.map((one) =>
      one.step === 'PUBLICISED'
        ? { ...one, data: { ...one.data, objections: [{ id: unknown, receivedOn: '2026-11-14', result: null }] } }
        : one,
    ),
  };
}
export function openRequest(picture: CasePicture): CasePicture {
  const waiting = aFinding({ found: null, receipt: '', dataDate: null, exclusionItem: null });
  return after(upTo(picture, 'sendComparison'), { ...chained('sendComparison'), given: { findings: [waiting] } }, 60);
}
export function answeredBy(picture: CasePicture, accountId: string): CasePicture {
  return {
    ...picture,
    records: picture.records.map((one) =>
      one.step === 'COMPARING'
        ? {
            ...one,
            data: {
              ...one.data,
              findings: one.data.findings.map((finding) => ({ ...finding, answeredBy: accountId })),
            },
          }
        : one,
    ),
  };
}
