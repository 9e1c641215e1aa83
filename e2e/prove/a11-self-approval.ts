import { proveNoSelfApproval } from '@shouwang/modules/casework/proof.ts';
import { CHECKING } from '@shouwang/modules/casework/rules.people.ts';
import { decide } from '@shouwang/modules/casework/rules.ts';
import { loadPack } from '@shouwang/modules/policy/load.ts';
import { PACK_FOLDER } from '@shouwang/modules/policy/server/door.ts';
import { conclude, notRun, type Proof, type ProofResult, runSeeded } from './proof.ts';

const STRANGER = '0190000f-0000-7000-8000-000000000099';

/** The machine without its guard: whoever judges passes for somebody who had no part in the case. */
const blind: typeof decide = (picture, wanted) =>
  decide(picture, CHECKING.includes(wanted.act) ? { ...wanted, who: { ...wanted.who, accountId: STRANGER } } : wanted);

/** The machine without the step of the town: whoever claims a received sheet gets it, as if he had been named. */
const hasty: typeof decide = (picture, wanted) => {
  if (wanted.act !== 'claimVerification' || picture.snapshot.state !== 'RECEIVED') return decide(picture, wanted);
  const { accountId, name } = wanted.who;
  const data = { plannedOn: null, note: '', team: [{ accountId, name, unit: '村' }] };
  const record = {
    id: 'x',
    step: 'DISPATCHED',
    round: 1,
    data,
    by: '',
    byName: '',
    on: wanted.today,
    superseded: false,
  };
  const records = [...picture.records, record as (typeof picture.records)[number]];
  return decide({ ...picture, records, snapshot: { ...picture.snapshot, state: 'DISPATCHED' } }, wanted);
};

/** The machine without the guard on objections: what the town judged in a case is not looked up when one is answered. */
const forgetful: typeof decide = (picture, wanted) =>
  decide(
    wanted.act === 'resolveObjection' || wanted.act === 'reviewLateObjection' ? { ...picture, past: [] } : picture,
    wanted,
  );

/** A11: nobody approves what he submitted, by any path through the identification, and no case moves in a way that is not drawn. */
export const selfApproval: Proof = {
  id: 'A11',
  title: 'no sequence of acts lets somebody judge his own work, or skips a step',
  run: async ({ n, seed, small }): Promise<ProofResult> => {
    const { pack, problems } = await loadPack(PACK_FOLDER, 'guangdong-2021');
    if (!pack) return notRun(`the policy pack does not load: ${JSON.stringify(problems).slice(0, 200)}`);
    const count = n ?? (small ? 300 : 10_000);
    const figures = proveNoSelfApproval(pack, { n: count, seed });
    const found = [
      ...(figures.selfApprovals > 0 ? [`${figures.selfApprovals} people judged their own work`] : []),
      ...(figures.illegalMoves > 0 ? [`${figures.illegalMoves} moves that the procedure does not draw`] : []),
      ...(figures.strayClaims > 0 ? [`${figures.strayClaims} sheets taken by people whom the town had not named`] : []),
      ...(figures.refusedAsOwnWork === 0 || figures.checksPassed === 0
        ? ['the run was idle: nobody was refused, or nobody judged']
        : []),
    ];
    const noticed = async () =>
      proveNoSelfApproval(pack, { n: 200, seed: seed + 1 }, { decideWith: blind }).selfApprovals > 0;
    const seeds = await runSeeded([
      { name: 'the guard against own work taken out', noticed },
      {
        name: 'the guard on objections against what one judged oneself taken out',
        noticed: async () =>
          proveNoSelfApproval(pack, { n: 400, seed: seed + 3 }, { decideWith: forgetful }).selfApprovals > 0,
      },
      {
        name: 'the step of the town skipped',
        noticed: async () =>
          proveNoSelfApproval(pack, { n: 200, seed: seed + 2 }, { decideWith: hasty }).illegalMoves > 0,
      },
    ]);
    const figure = `${figures.selfApprovals} self-approvals, ${figures.illegalMoves} illegal moves, ${figures.strayClaims} sheets taken by others than were named, in ${count} sequences (${figures.acts} acts, ${figures.accepted} accepted, ${figures.refusedAsOwnWork} refused as own work, ${figures.states} states)`;
    return conclude(found, figure, { n: count, seeds });
  },
};
