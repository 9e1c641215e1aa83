import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ledger } from '@shouwang/modules/demonstration/ledger.ts';
import type { Overlay } from '@shouwang/modules/policy/rules.ts';
import { activatePack, PACK_FOLDER, proposePack } from '@shouwang/modules/policy/server/door.ts';
import { checkPack } from '@shouwang/modules/screening/rules.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { key } from '@shouwang/platform/crypto/keys.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { type Actor, withScope } from '@shouwang/platform/db/scope.ts';
import { anActor } from '@shouwang/platform/testing/database.ts';
import {
  importFile,
  onPushDay,
  type PreparedMonth,
  playMonth,
  prepareMonth,
  readImports,
  type ScreenedMonth,
  screenMonth,
  villagesOf,
} from '../month.ts';
import { type Ground, onGround } from './ground.ts';
import { compareFindings, compareImports } from './month-compare.ts';
import { conclude, type Proof, type ProofResult, runSeeded, type SeededDefect } from './proof.ts';

/** One county with its files imported, on which the same check is run again and again. */
interface Stage extends PreparedMonth {
  ground: Ground;
  villages: Map<string, string>;
}

/** The file that is left out, and the file in which an error is repaired. */
const LEFT_OUT = 'SL-01';
const REPAIRED = 'YB-02';

/** Screens with the files and the pack in force, as if no sheet had been sent yet. */
async function screenAgain({ ground, plan }: Stage): Promise<ScreenedMonth> {
  await ground.admin('delete from warning.clue');
  await ground.admin('delete from warning.dispatch');
  return screenMonth(plan);
}

async function withdraw({ ground }: Stage, item: string): Promise<void> {
  await ground.admin("update exchange.import_batch set state = 'withdrawn' where item_code = $1", [item]);
}

/** Two people put a changed version of each of the product's packs in force: one threshold doubled, one trigger switched off. */
async function putStruckPacks(): Promise<void> {
  const people = (areaCode: string, roles: [string, string]) =>
    roles.map((role) => anActor({ accountId: newId(), areaCode, role })) as [Actor, Actor];
  const strike = async ([author, confirmer]: [Actor, Actor], file: string, [from, to]: [RegExp, string]) => {
    const before = readFileSync(join(PACK_FOLDER, file), 'utf8');
    if (!from.test(before)) throw new Error(`${file} could not be changed`);
    const proposal = { yaml: before.replace(from, to), reason: '验证所用', effectiveFrom: clock.today() };
    const checkConditions = (overlay: Overlay) => checkPack(overlay).problems;
    const id = await withScope(author, (tx) => proposePack(tx, author, { proposal, checkConditions }));
    await withScope(confirmer, (tx) => activatePack(tx, confirmer, { seen: { id, version: 1 }, checkConditions }));
  };
  await strike(people('44', ['PROV_OPS', 'PROV_LEAD']), 'guangdong-2021.yaml', [
    /(trigger\.MED1\.other: .*value: )20000/,
    '$140000',
  ]);
  await strike(people('440229', ['COUNTY_LEAD', 'COUNTY_APPROVER']), 'wengyuan-2021.yaml', [
    /^triggers:\n/m,
    'triggers:\n  CIV-1: { disabled: true }\n',
  ]);
}

function withoutFirst({ ledger }: Stage, trigger: string): Ledger {
  const event = ledger.events.find(({ expects }) => expects === trigger);
  if (!event) throw new Error(`the ledger has no ${trigger}`);
  return {
    ...ledger,
    events: ledger.events.filter((one) => one !== event),
    flagged: ledger.flagged.filter(({ householdNo }) => householdNo !== event.householdNo),
  };
}

/** Writes the struck file with one negative amount turned into a positive one and uploads it. */
async function repairOneRow({ plan, files, ledger }: Stage): Promise<void> {
  const file = files.find(({ item }) => item === REPAIRED);
  const error = ledger.errors.find(({ item, code }) => item === REPAIRED && code === 'NEGATIVE_NUMBER');
  if (!file || !error) throw new Error(`${REPAIRED} has no negative amount`);
  const lines = readFileSync(file.path, 'utf8').split('\n');
  lines[error.row] = (lines[error.row] ?? '').replace(error.value, error.value.slice(1));
  const path = `${file.path}.repaired.csv`;
  writeFileSync(path, lines.join('\n'));
  await importFile(plan, REPAIRED, path);
}

/** The defects. A file left out and the two of the pack are screened together, since each is told by a trigger that the others leave alone. */
function defects(stage: Stage, screened: ScreenedMonth): SeededDefect[] {
  const names = (faults: string[], pattern: RegExp) => faults.some((fault) => pattern.test(fault));
  let struck: Promise<string[]> | null = null;
  const whenStruck = () => {
    struck ??= strike(stage);
    return struck;
  };
  return [
    {
      name: 'a row dropped from the ledger',
      noticed: async () =>
        names(
          compareFindings({ ...stage, ledger: withoutFirst(stage, 'HOU-1') }, screened).faults,
          /^a sheet for household .* without planted cause: .*HOU-1/,
        ),
    },
    {
      name: 'a row under another name dropped from the ledger',
      noticed: async () => {
        const ledger = { ...stage.ledger, nameMismatches: stage.ledger.nameMismatches.slice(1) };
        return names(
          compareImports(ledger, await readImports(stage.plan)).faults,
          /^row .* 姓名 name-mismatch was listed without planted name/,
        );
      },
    },
    {
      name: 'a monitored household taken for a new one',
      noticed: async () =>
        names(
          compareFindings({ ...stage, monitored: stage.monitored.slice(1) }, screened).faults,
          /^household .*, not monitored, has a sheet of kind follow-up$/,
        ),
    },
    {
      name: 'a department file left out',
      noticed: async () =>
        names(await whenStruck(), /^WAT-1 of household .* was not found/) &&
        names(await whenStruck(), /^SL-01: .*not imported/),
    },
    {
      name: 'a pack with a changed threshold',
      noticed: async () => names(await whenStruck(), /^MED-1 of household .* was not found/),
    },
    {
      name: 'a trigger switched off',
      noticed: async () => names(await whenStruck(), /^CIV-1 of household .* was not found/),
    },
    {
      name: 'an error row turned into a right one',
      noticed: async () => {
        await withdraw(stage, REPAIRED);
        await repairOneRow(stage);
        return names(
          compareImports(stage.ledger, await readImports(stage.plan)).faults,
          /^planted error YB-02 .*: not refused/,
        );
      },
    },
  ];
}

async function strike(stage: Stage): Promise<string[]> {
  await withdraw(stage, LEFT_OUT);
  await putStruckPacks();
  const findings = compareFindings(stage, await screenAgain(stage));
  return [...findings.faults, ...compareImports(stage.ledger, await readImports(stage.plan)).faults];
}

/** Snapshots and files are kept by county and position, so each county of the proof gets a data folder of its own. */
async function onOwnData<T>(work: () => Promise<T>): Promise<T> {
  key('field');
  const before = process.env.SHOUWANG_DATA;
  const folder = mkdtempSync(join(tmpdir(), 'shouwang-month-'));
  process.env.SHOUWANG_DATA = folder;
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env.SHOUWANG_DATA;
    else process.env.SHOUWANG_DATA = before;
    rmSync(folder, { recursive: true, force: true });
  }
}

type Want = { households: number; seed: number };

/** Fills the county and imports its files. */
async function setStage(ground: Ground, want: Want): Promise<Stage> {
  const prepared = await prepareMonth(want);
  for (const { item, path } of prepared.files) await importFile(prepared.plan, item, path);
  const numbers = prepared.ledger.events.map(({ householdNo }) => householdNo);
  return { ...prepared, ground, villages: await villagesOf(prepared.plan, numbers) };
}

/** Plays the month and holds it against the ledger. `again` is the hash of a second screening of the same files. */
async function playAndCompare(stage: Stage): Promise<{ result: ProofResult; hash: string; again: string }> {
  const { ledger, plan } = stage;
  const imports = compareImports(ledger, await readImports(plan));
  const screened = await screenMonth(plan);
  const findings = compareFindings(stage, screened);
  const faults = [...findings.faults, ...imports.faults];
  const { hash: again } = await screenAgain(stage);
  const seeds = await runSeeded(defects(stage, screened));
  const causes = ledger.flagged.reduce((sum, { codes }) => sum + codes.length, 0);
  const missed = findings.faults.filter((fault) => fault.endsWith('was not found')).length;
  const figure = `${causes - missed} of ${causes} planted causes found on ${ledger.flagged.length} households, ${screened.sheets.length} sheets, ${faults.length} faults`;
  const result = conclude(faults, figure, { n: ledger.households, seeds });
  const details = [...findings.table, ...imports.table, ...(result.details ?? [])];
  return { result: { ...result, details }, hash: screened.hash, again };
}

/** The planted events of the demonstration month are all found, no dispatch is without a planted cause, and the result can be repeated. */
export const plantedMonth: Proof = {
  id: 'MONTH',
  title: 'the planted events of the demonstration month are all found, and no dispatch is without a planted cause',
  run: async ({ n, seed, small }): Promise<ProofResult> => {
    const want = { households: n ?? (small ? 3000 : 60_000), seed };
    const inPlace = <T>(work: (ground: Ground) => Promise<T>) =>
      onGround((ground) => onOwnData(() => onPushDay(want, () => work(ground))));
    const { result, hash, again } = await inPlace(async (ground) => playAndCompare(await setStage(ground, want)));
    const hashes = { 'the files screened again': again };
    // The small version leaves out the whole month once more, in another database and folder.
    if (!small)
      Object.assign(hashes, {
        'the month played again in another database': await inPlace(async () => (await playMonth(want)).hash),
      });
    const others = Object.entries(hashes).filter(([, other]) => other !== hash);
    const repeated = `result hash ${hash.slice(0, 12)}, ${others.length === 0 ? 'the same' : 'not the same'} with ${Object.keys(hashes).join(' and with ')}`;
    const wrong = others.map(([how, other]) => `${how} gives the result hash ${other} instead of ${hash}`);
    return {
      ...result,
      status: others.length === 0 ? result.status : 'fail',
      figure: `${result.figure}; ${repeated}`,
      details: [...(result.details ?? []), ...wrong],
    };
  },
};
