import { clock } from '@shouwang/platform/clock/clock.ts';
import type { ImportFailureView, ImportProgress, ImportStep } from '../contract.ts';
import type { Checked, OnProgress, Stages } from './engine/check.ts';
import type { CheckColumns } from './import-job.ts';

const STAGE_NAMES: Record<Stages, string> = {
  reading: '识别表头并读取',
  checking: '逐行核对',
  matching: '匹配到户',
  writing: '写入',
};
const EVERY_MS = 500;

/** Tells the page how far a check is: at most twice a second, and never so that the check waits for it. */
export class ProgressReporter {
  readonly #write: (set: CheckColumns) => Promise<void>;
  readonly #began = performance.now();
  readonly #steps: ImportStep[];
  #stage: Stages | null = null;
  #stageBegan = performance.now();
  #written = 0;
  #writing: Promise<void> = Promise.resolve();

  constructor(before: unknown, write: (set: CheckColumns) => Promise<void>) {
    this.#steps = (before as ImportProgress).steps.filter((step) => step.code === 'received');
    this.#write = write;
  }

  /** Seconds since the check began. */
  get seconds(): number {
    return Math.round(performance.now() - this.#began) / 1000;
  }

  readonly report: OnProgress = (stage, done, total, unit) => {
    const changed = stage !== this.#stage;
    if (changed) this.#enter(stage);
    if (!changed && performance.now() - this.#written < EVERY_MS) return;
    this.#written = performance.now();
    const stageSeconds = (performance.now() - this.#stageBegan) / 1000;
    const rate = done > 0 && stageSeconds > 0.2 ? Math.round(done / stageSeconds) : null;
    const progress: ImportProgress = { stage, done, total, unit, rate, seconds: this.seconds, steps: [...this.#steps] };
    this.#writing = this.#writing
      .then(() => this.#write({ state: 'checking', progress: JSON.stringify(progress) }))
      .catch(() => undefined);
  };

  /** Waits until what was reported is written, so that it cannot overtake the result. */
  async settle(): Promise<void> {
    await this.#writing;
  }

  #enter(stage: Stages): void {
    this.#leave();
    this.#stage = stage;
    this.#stageBegan = performance.now();
  }

  #leave(note?: string): void {
    if (this.#stage === null) return;
    const seconds = (performance.now() - this.#stageBegan) / 1000;
    this.#steps.push({
      code: this.#stage,
      name: STAGE_NAMES[this.#stage],
      note: note ?? `${seconds.toFixed(1)} 秒`,
      at: clock.now().toISOString(),
    });
    this.#stage = null;
  }

  /** The progress of a file that was checked. */
  finished(checked: Checked, held: boolean): string {
    this.#leave();
    const notes: Record<string, string> = { reading: `表头在第 ${checked.headerRow} 行` };
    if (checked.accepted > 0) notes.matching = `${((checked.matched / checked.accepted) * 100).toFixed(2)}%`;
    const steps = this.#steps.map((step) => ({ ...step, note: notes[step.code] ?? step.note }));
    steps.push({
      code: held ? 'held' : 'accepted',
      name: held ? '待部门确认' : '入库',
      note: `共 ${this.seconds.toFixed(1)} 秒`,
      at: clock.now().toISOString(),
    });
    const progress: ImportProgress = {
      stage: 'done',
      done: checked.rowsIn,
      total: checked.rowsIn,
      unit: 'rows',
      rate: this.seconds > 0 ? Math.round(checked.rowsIn / this.seconds) : null,
      seconds: this.seconds,
      steps,
    };
    return JSON.stringify(progress);
  }

  /** The file could not be read. */
  async fail(failure: ImportFailureView): Promise<void> {
    await this.settle();
    this.#leave('未能完成');
    const progress: ImportProgress = {
      stage: 'failed',
      done: 0,
      total: null,
      unit: 'rows',
      rate: null,
      seconds: this.seconds,
      steps: this.#steps,
    };
    await this.#write({
      state: 'failed',
      failure: JSON.stringify(failure),
      progress: JSON.stringify(progress),
      finished_at: clock.now(),
    });
  }
}
