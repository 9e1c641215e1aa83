import { copyFileSync, existsSync, linkSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays, dayOf } from '@shouwang/platform/clock/days.ts';
import { dataPath } from '@shouwang/platform/config.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import { z } from 'zod';
import type { ParquetRelations } from '../engine/dialect.ts';
import { ITEM_CODES, type ItemCode } from '../engine/items.ts';

/** Runs of a county whose files are kept, and for how many days at most; the rest is swept when a run has ended. */
export const KEPT_RUNS = 24;
export const KEPT_DAYS = 400;

/** The files that a run read, and the facts that it made of them, named from the data folder. */
export const KeptFiles = z.object({
  /** Runs of before the facts were kept have none. */
  facts: z.string().optional(),
  households: z.string(),
  members: z.string(),
  items: z.partialRecord(z.enum(ITEM_CODES), z.array(z.string())),
});
export type KeptFiles = z.infer<typeof KeptFiles>;

interface RunKey {
  countyCode: string;
  runId: string;
}

const folderOf = ({ countyCode, runId }: RunKey) => ['runs', countyCode, runId].join('/');

/** Keeps what a run reads under the run's own name: another name of the same file, so that it costs nothing and outlives the snapshot. */
export function keepFiles(run: RunKey, from: { households: string; members: string; items: ItemFiles }): KeptFiles {
  const folder = folderOf(run);
  rmSync(dataPath(folder), { recursive: true, force: true });
  mkdirSync(dataPath(folder), { recursive: true });
  const keep = (file: string, name: string) => {
    const kept = `${folder}/${name}.parquet`;
    link(file, dataPath(kept));
    return kept;
  };
  return {
    households: keep(from.households, 'households'),
    members: keep(from.members, 'members'),
    items: Object.fromEntries(
      Object.entries(from.items).map(([item, files]) => [
        item,
        files.map((file, index) => keep(file, `${item}-${index + 1}`)),
      ]),
    ),
  };
}

export type ItemFiles = Partial<Record<ItemCode, string[]>>;

function link(file: string, name: string): void {
  try {
    linkSync(file, name);
  } catch {
    copyFileSync(file, name); // file systems without a second name for a file
  }
}

/** What the engine reads of a run's kept files; null when one of them is gone: then nothing may be worked out. */
export function keptRelations(kept: unknown): ParquetRelations | null {
  const files = KeptFiles.safeParse(kept);
  if (!files.success) return null;
  const { households, members, items } = files.data;
  const all = [households, members, ...Object.values(items).flat()];
  if (!all.every((file) => existsSync(dataPath(file)))) return null;
  return {
    households: [dataPath(households)],
    members: [dataPath(members)],
    items: Object.fromEntries(
      Object.entries(items).map(([item, paths]) => [item, paths.map((path) => dataPath(path))]),
    ),
  };
}

/** Where a run puts the facts of its households, beside the files that it read. */
export function factsFile(run: RunKey): string {
  return `${folderOf(run)}/facts.parquet`;
}

/** The facts of a run; null when it kept none or they are swept: then it must be made again before anything can be tried on it. */
export function keptFacts(kept: unknown): string | null {
  const { data } = KeptFiles.safeParse(kept);
  if (!data?.facts || !existsSync(dataPath(data.facts))) return null;
  return dataPath(data.facts);
}

/** Drops the files of older runs and of runs that failed, and what the rows of these runs say of them. */
export async function sweepKept(tx: Tx, countyCode: string): Promise<void> {
  const runs = await tx
    .selectFrom('screening.run')
    .select(['id', 'state', 'started_at'])
    .where('county_code', '=', countyCode)
    .where((eb) => eb.or([eb('kept_files', 'is not', null), eb('state', 'in', ['queued', 'running'])]))
    .orderBy('started_at', 'desc')
    .execute();
  const since = addDays(clock.today(), -KEPT_DAYS);
  const kept = new Set(
    runs
      .filter((run) => dayOf(run.started_at) >= since && run.state !== 'failed')
      .map((run) => run.id)
      .slice(0, KEPT_RUNS),
  );
  const gone = runs.filter((run) => !kept.has(run.id)).map((run) => run.id);
  if (gone.length > 0)
    await tx
      .updateTable('screening.run')
      .set({ kept_files: null })
      .where('county_code', '=', countyCode)
      .where('id', 'in', gone)
      .execute();
  const folder = dataPath('runs', countyCode);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder))
    if (!kept.has(name)) rmSync(`${folder}/${name}`, { recursive: true, force: true });
}
