import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { sealAudit, verifyAudit } from '@shouwang/platform/audit/seal.ts';
import { dataPath } from '@shouwang/platform/config.ts';
import { keyFilePath } from '@shouwang/platform/crypto/keys.ts';
import { withScope } from '@shouwang/platform/db/scope.ts';
import { actorAt } from './app-client.ts';
import { type Record, type Struck, TAMPERINGS } from './audit-tampering.ts';
import { type Ground, onGround } from './ground.ts';
import { conclude, type Proof, type ProofResult, runSeeded } from './proof.ts';
import { Random } from './random.ts';
import { type AuditSource, type BadPlace, verifyIndependently } from './verify-audit.ts';

const COUNTIES = ['440229', '440224', '450101', '522301', '440000'];
const TABLES = ['audit.event', 'audit.seal', 'audit.head'];
const anchorFile = () => dataPath('audit', 'heads.jsonl');

/** Records acts by the real door and seals them in several goes, so that there are several heads in each county. */
async function writeRecord(
  ground: Ground,
  { counties, rows, goes }: { counties: string[]; rows: number; goes: number },
  random: Random,
): Promise<void> {
  rmSync(anchorFile(), { force: true });
  for (let go = 0; go < goes; go += 1) {
    for (const county of counties) {
      await withScope(actorAt(county), async (tx) => {
        for (let i = 0; i < rows / goes; i += 1) {
          const reason = random.chance(0.3) ? { reason: `事由${random.digits(3)}` } : {};
          const detail = random.chance(0.5)
            ? { detail: { count: random.below(99), codes: [random.digits(2)], 'a"b': '引号"\\' } }
            : {};
          await recordAudit(tx, actorAt(county), {
            action: random.pick(['getHousehold', 'reveal', 'approve']),
            areaCode: county,
            objectKey: `household:${county}:${random.digits(6)}`,
            ...reason,
            ...detail,
          });
        }
      });
    }
    await ground.admin(
      "update audit.event e set at = at - interval '1 minute' where not exists (select from audit.seal s where s.event_id = e.id)",
    );
    await sealAudit();
  }
  for (const table of TABLES) await ground.admin(`create table public.kept_${table.slice(6)} as table ${table}`);
  copyFileSync(anchorFile(), `${anchorFile()}.kept`);
}

async function restore(ground: Ground): Promise<void> {
  for (const table of TABLES) {
    await ground.admin(`delete from ${table}`);
    await ground.admin(`insert into ${table} select * from public.kept_${table.slice(6)}`);
  }
  copyFileSync(`${anchorFile()}.kept`, anchorFile());
}

async function describeRecord(ground: Ground): Promise<Record> {
  const rows = await ground.admin<{ county: string; end: number; heads: number[] }>(
    `select s.county_code as county, max(s.seq)::int as end, (select array_agg(h.seq::int order by h.seq) from audit.head h where h.county_code = s.county_code) as heads from audit.seal s group by 1`,
  );
  return { ground, anchorFile: anchorFile(), counties: new Map(rows.map(({ county, ...rest }) => [county, rest])) };
}

type Verify = () => Promise<{ county: string; seq: number }[]>;

function independent(ground: Ground, skip?: AuditSource['skip']): Promise<BadPlace[]> {
  return verifyIndependently({
    url: ground.url,
    keyFile: keyFilePath(),
    anchorFile: anchorFile(),
    ...(skip ? { skip } : {}),
  });
}

/** Whether a verifier named the struck county, and as its first bad row one that was struck. */
function names(faults: { county: string; seq: number }[], struck: Struck): boolean {
  const first = Math.min(...faults.filter((fault) => fault.county === struck.county).map((fault) => fault.seq));
  return first >= struck.from && first <= struck.to;
}

async function tamperAndVerify(
  record: Record,
  verifiers: { [name: string]: Verify },
  { n, seed, enough = n }: { n: number; seed: number; enough?: number },
): Promise<string[]> {
  const random = new Random(seed);
  const kinds = Object.keys(TAMPERINGS);
  const missed: string[] = [];
  for (let i = 0; i < n && missed.length < enough; i += 1) {
    const kind = kinds[i % kinds.length] as string;
    const struck = await (TAMPERINGS[kind] as (typeof TAMPERINGS)[string])(record, random);
    for (const [name, verify] of Object.entries(verifiers)) {
      const faults = await verify();
      if (!names(faults, struck))
        missed.push(
          `${name}: ${kind} at ${struck.county} ${struck.from}: ${faults.length === 0 ? 'not noticed' : `names ${JSON.stringify(faults.slice(0, 3))}`}`,
        );
    }
    await restore(record.ground);
  }
  return missed;
}

/** The two verifiers agree that the untouched record is untouched, also after it went through a copy. */
async function untouched(ground: Ground): Promise<string[]> {
  const platform = (await verifyAudit()).faults.map(
    (fault) => `the platform finds ${JSON.stringify(fault)} in the untouched record`,
  );
  const own = (await independent(ground)).map(
    (fault) => `the independent verifier finds ${JSON.stringify(fault)} in the untouched record`,
  );
  const source = readFileSync(new URL('./verify-audit.ts', import.meta.url), 'utf8');
  const shared = /@shouwang|platform\//.test(source.replace(/\/\*[\s\S]*?\*\//g, ''))
    ? ['the independent verifier imports from the platform']
    : [];
  return [...platform, ...own, ...shared];
}

/** G2: whatever is done to the sealed record is noticed, by the platform and by a verifier that shares no code with it. */
export const auditRecord: Proof = {
  id: 'G2',
  title: 'the audit record cannot be changed unnoticed',
  run: ({ n, seed, small }): Promise<ProofResult> =>
    onGround(async (ground) => {
      const kinds = Object.keys(TAMPERINGS).length;
      const count = n ?? (small ? kinds : 500);
      const random = new Random(seed);
      await writeRecord(
        ground,
        { counties: small ? COUNTIES.slice(0, 2) : COUNTIES, rows: small ? 24 : 200, goes: 4 },
        random,
      );
      const found = await untouched(ground);
      const record = await describeRecord(ground);
      found.push(
        ...(await tamperAndVerify(
          record,
          { platform: async () => (await verifyAudit()).faults, independent: () => independent(ground) },
          { n: count, seed },
        )),
      );
      const seeds = await runSeeded(
        (['rows', 'chain', 'heads', 'anchors', 'ends'] as const).map((skip) => ({
          name: `a verifier that does not check ${skip}`,
          noticed: async () =>
            (
              await tamperAndVerify(
                record,
                { broken: () => independent(ground, skip) },
                { n: kinds, seed: seed + 1, enough: 1 },
              )
            ).length > 0,
        })),
      );
      if (existsSync(anchorFile())) rmSync(anchorFile());
      const rows = [...record.counties.values()].reduce((sum, { end }) => sum + end, 0);
      return conclude(
        found,
        `${count - new Set(found).size} of ${count} tamperings noticed by both verifiers with the first bad row (${kinds} kinds, ${rows} sealed rows)`,
        { n: count, seeds },
      );
    }),
};
