import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { loadPacks } from '@shouwang/modules/policy/server/door.ts';
import { onGround } from './ground.ts';
import { type MatrixFindings, runMatrix } from './matrix.ts';
import { plantEverywhere, replant } from './plant.ts';
import { makeProbeTable, type ProbeFaults, probeRoutes } from './probe.ts';
import { conclude, type Proof, type ProofResult, runSeeded } from './proof.ts';
import { openApp } from './proof-app.ts';
import { AREAS, SHOWS_OWN_COUNTY } from './relations.ts';

const broken = (findings: MatrixFindings) =>
  findings.leaks.length + findings.writes.length + findings.uncallable.length > 0;

function figure(
  findings: MatrixFindings,
  planted: { rows: number; tables: string[]; empty: string[] },
  notLoaded: string[],
): string {
  const parts = [
    `${findings.leaks.length} leaks, ${findings.writes.length} writes outside in ${findings.calls} calls`,
    `${findings.operations} operations x 14 kinds of people x ${findings.thin ? 'one area relation each, in turn' : '6 area relations'}, then ${findings.random} random`,
    `${findings.shown} of ${findings.objectOperations} operations that read were seen to answer with the person's own planted rows`,
    `${Object.keys(SHOWS_OWN_COUNTY).length} operations show the row of the own county on purpose`,
    `${planted.rows} rows planted in ${planted.tables.length - planted.empty.length} of ${planted.tables.length} tables`,
    `${findings.faults.size} operations answered 5xx${findings.faults.size > 0 ? ` (${[...findings.faults].slice(0, 8).join(', ')})` : ''}`,
  ];
  if (notLoaded.length > 0) parts.push(`NOT covered: modules that could not be loaded: ${notLoaded.join(', ')}`);
  return parts.join('; ');
}

/** A1: every operation, every role, every relation of areas: nobody sees or changes what lies outside, nobody uses what his role may not. */
export const accessMatrix: Proof = {
  id: 'A1',
  title: 'every operation x role x area relation: what is not permitted is refused',
  run: ({ n, seed, small }): Promise<ProofResult> =>
    onGround(async (ground) => {
      await loadDivisions();
      await loadPacks();
      await makeProbeTable(ground);
      const planted = await plantEverywhere(ground, AREAS);
      const { app, notLoaded, thrown } = await openApp();
      const findings = await runMatrix(
        { ground, app, planted },
        { random: n ?? (small ? 60 : 20_000), seed, thin: small },
      );
      await app.close();
      const probed = async (faults: ProbeFaults) => {
        const { app: faulty } = await openApp((server) => probeRoutes(server, faults));
        const result = await runMatrix(
          { ground, app: faulty, planted },
          { random: 0, seed, thin: false, only: '/api/proof/', roles: ['COUNTY_LEAD', 'VILLAGE_CADRE', 'PROV_OPS'] },
        );
        await faulty.close();
        return result;
      };
      const found = [
        ...findings.leaks,
        ...findings.writes,
        ...findings.uncallable.map((text) => `the matrix cannot call ${text}`),
        ...planted.empty.map((table) => `nothing could be planted in ${table}`),
      ];
      if (broken(await probed({}))) found.push('control: the probe without a fault was found broken');
      const seeds = await runSeeded([
        { name: 'reads with a wider scope', noticed: async () => broken(await probed({ wideRead: true })) },
        {
          name: 'writes with a wider scope',
          noticed: async () => (await probed({ wideWrite: true })).writes.length > 0,
        },
        {
          name: 'a permission that is declared but not checked',
          noticed: async () => broken(await probed({ permissionNotChecked: true })),
        },
        {
          name: 'an operation that nobody knows how to call',
          noticed: async () => (await probed({ unknownParameter: true })).uncallable.length > 0,
        },
        {
          name: 'a policy dropped in the database',
          noticed: async () => {
            await replant(ground, planted);
            await ground.admin('create policy open on proof.item for select to shouwang_app using (true)');
            return (await probed({})).leaks.length > 0;
          },
        },
      ]);
      const result = conclude(found, figure(findings, planted, notLoaded), { n: findings.calls, seeds });
      return {
        ...result,
        details: [...(result.details ?? []), ...[...thrown].map(([id, text]) => `5xx of ${id}: ${text}`)],
      };
    }),
};
