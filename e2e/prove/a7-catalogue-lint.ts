import { findLint, LINT_RULES } from '@shouwang/platform/db/lint.ts';
import pg from 'pg';
import { onGround } from './ground.ts';
import { LINT_SEEDS } from './lint-seeds.ts';
import { conclude, type Proof, type ProofResult, runSeeded } from './proof.ts';

async function rulesBrokenBy(url: string, statement: string | null): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin');
    if (statement) await client.query(statement);
    return (await findLint(client)).map((finding) => `${finding.rule}: ${finding.object}`);
  } finally {
    await client.query('rollback').catch(() => undefined);
    await client.end();
  }
}

/** A7: nothing in the catalogue breaks a rule, every rule has a planted defect, and every planted defect is named by its rule. */
export const catalogueLint: Proof = {
  id: 'A7',
  title: 'the catalogue of the database breaks no rule of protection',
  run: (): Promise<ProofResult> =>
    onGround(async ({ url }) => {
      const found = await rulesBrokenBy(url, null);
      const untested = LINT_RULES.filter((rule) => !LINT_SEEDS.some(([seeded]) => seeded === rule));
      found.push(...untested.map((rule) => `no seeded defect for the rule ${rule}`));
      const seeds = await runSeeded(
        LINT_SEEDS.map(([rule, statement]) => ({
          name: rule,
          noticed: async () => (await rulesBrokenBy(url, statement)).some((broken) => broken.startsWith(`${rule}:`)),
        })),
      );
      return conclude(found, `${found.length} violations of ${LINT_RULES.length} rules`, {
        n: LINT_RULES.length,
        seeds,
      });
    }),
};
