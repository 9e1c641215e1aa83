/** What a proof is asked: how many, from which seed, and whether it is the small version that runs with the tests. */
export interface ProofOrder {
  /** How many cases; without it the proof's own small or full number. */
  n?: number | undefined;
  seed: number;
  small: boolean;
}

/** What a proof found. `n` is the denominator of the figure; `seeded` defects were planted and `caught` of them noticed. */
export interface ProofResult {
  status: 'pass' | 'fail' | 'not-run';
  figure: string;
  n: number;
  seeded: number;
  caught: number;
  /** What exactly went wrong, a few lines for whoever has to repair it. */
  details?: string[];
}

/** A promise of the platform and the program that shows whether it holds. */
export interface Proof {
  id: string;
  title: string;
  run: (order: ProofOrder) => Promise<ProofResult>;
}

/** A proof that could not run; it is never a pass. */
export function notRun(reason: string): ProofResult {
  return { status: 'not-run', figure: reason, n: 0, seeded: 0, caught: 0 };
}

/** A planted defect: its name, and a run of the same check against the broken variant that says whether the check noticed. */
export interface SeededDefect {
  name: string;
  noticed: () => Promise<boolean>;
}

/** Runs the same check against every planted defect. A check that falls over has not noticed anything. */
export async function runSeeded(
  defects: SeededDefect[],
): Promise<{ seeded: number; caught: number; missed: string[] }> {
  const missed: string[] = [];
  for (const defect of defects) {
    const noticed = await defect.noticed().catch((error: Error) => {
      missed.push(`${defect.name} (the check fell over: ${error.message.slice(0, 200)})`);
      return null;
    });
    if (noticed === false) missed.push(defect.name);
  }
  return { seeded: defects.length, caught: defects.length - missed.length, missed };
}

/** Puts a check and its planted defects together: it passes when nothing was found and every planted defect was. */
export function conclude(
  found: string[],
  figure: string,
  { n, seeds }: { n: number; seeds: Awaited<ReturnType<typeof runSeeded>> },
): ProofResult {
  const details = [...found.slice(0, 12), ...seeds.missed.map((name) => `seeded defect not noticed: ${name}`)];
  const status = n > 0 && found.length === 0 && seeds.missed.length === 0 ? 'pass' : 'fail';
  return { status, figure, n, seeded: seeds.seeded, caught: seeds.caught, details };
}
