import { asFailure, complain, type Failure } from '$lib/api/call';
import { api } from '$lib/api/commands';
import type { Batch, ImportOptions, Source, SourceKind, Step, Summary } from '$lib/api/commands';
import { announce } from '$lib/state/changes';
import { toasts } from '$lib/state/toasts.svelte';
import { undo } from '$lib/state/undo.svelte';
import { nextWork } from '$lib/state/works';
import { t } from '$lib/words';

import { Pace } from './pace';

export type Stage = 'choose' | 'asked' | 'trying' | 'tried' | 'importing' | 'imported' | 'exporting';

const unasked: ImportOptions = { dateOrder: null, decimal: null, isStrict: false };

/** One import from the choice to the result; it goes on while other screens are looked at. */
class Transfer {
  stage = $state<Stage>('choose');
  source = $state.raw<Source>();
  summary = $state.raw<Summary>();
  /** What the file leaves open, for a person to decide. */
  doubt = $state.raw<Failure>();
  step = $state.raw<Step>();
  history = $state.raw<Batch[]>([]);
  pace = $state.raw({ perSecond: 0, secondsLeft: null as number | null });
  isCancelling = $state(false);
  /** Something is being dragged over the window. */
  isOver = $state(false);
  #pace = new Pace();
  #work = 0;
  #options: ImportOptions = unasked;

  get isRunning(): boolean {
    return this.stage === 'trying' || this.stage === 'importing' || this.stage === 'exporting';
  }

  /** Whether there is something to tell of it, and to cancel: before its first step an export asks for a folder. */
  get isUnderWay(): boolean {
    return this.isRunning && (this.stage !== 'exporting' || this.step !== undefined);
  }

  async choose(kind: SourceKind): Promise<void> {
    try {
      const source = await api.transferChoose(kind);
      if (source) await this.begin(source);
    } catch (error) {
      complain(error);
    }
  }

  /** Try what was chosen or dropped; nothing is written. */
  async begin(source: Source): Promise<void> {
    this.#options = unasked;
    await this.#try(source);
  }

  /** A person decided what the file leaves open. */
  async decide(answer: Partial<ImportOptions>): Promise<void> {
    this.#options = { ...this.#options, ...answer };
    if (this.source) await this.#try(this.source);
  }

  async #try(source: Source): Promise<void> {
    this.source = source;
    this.summary = undefined;
    const done = await this.#run('trying', 'choose', () =>
      api.transferImport(source.token, true, this.#options, this.#work, (step) => this.#hear(step)),
    );
    if (!done) return;
    this.summary = done.value;
    this.stage = 'tried';
  }

  async import(): Promise<void> {
    const source = this.source;
    if (!source) return;
    const done = await this.#run('importing', 'tried', () =>
      api.transferImport(source.token, false, this.#options, this.#work, (step) => this.#hear(step)),
    );
    if (!done) return;
    this.summary = done.value;
    this.stage = 'imported';
    announce(done.changed);
    toasts.done(t('import.done', { count: done.value.new + done.value.updated }), {
      label: t('actions.undo'),
      keys: 'Ctrl+Z',
      run: () => void undo.undo(),
    });
    void undo.refresh();
    await this.readHistory();
  }

  async cancel(): Promise<void> {
    this.isCancelling = true;
    try {
      await api.worksCancel(this.#work);
    } catch (error) {
      complain(error);
    }
  }

  startOver(): void {
    if (this.isRunning) return;
    this.stage = 'choose';
    this.source = undefined;
    this.summary = undefined;
    this.doubt = undefined;
  }

  /** The rows of one file that were set aside, as a CSV that imports again once it is mended. */
  async saveSetAside(file: string): Promise<void> {
    const batch = this.summary?.batch;
    if (batch === undefined || batch === null) return;
    try {
      const name = await api.transferSaveSetAside(batch, file);
      if (name) toasts.done(t('import.savedAs', { name }));
    } catch (error) {
      complain(error);
    }
  }

  async export(): Promise<void> {
    const back = this.stage;
    const done = await this.#run('exporting', back, () => api.transferExport(this.#work, (step) => this.#hear(step)));
    if (done === undefined) return;
    this.stage = back;
    if (done) toasts.done(t('import.exported', { count: done.files.length, rows: done.rows }));
  }

  async readHistory(): Promise<void> {
    try {
      this.history = await api.transferHistory();
    } catch (error) {
      complain(error);
    }
  }

  takeBack(batch: Batch): void {
    undo.ask(batch.source, () => this.#takeBack(batch));
  }

  async #takeBack(batch: Batch): Promise<void> {
    try {
      undo.said(await api.transferUndo(batch.id), t('import.tookBack', { name: batch.source }));
      void undo.refresh();
    } catch (error) {
      complain(error);
    }
    await this.readHistory();
  }

  #hear(step: Step): void {
    this.step = step;
    this.pace = this.#pace.at(step, performance.now());
  }

  async #run<T>(stage: Stage, otherwise: Stage, work: () => Promise<T>): Promise<T | undefined> {
    this.stage = stage;
    this.step = undefined;
    this.doubt = undefined;
    this.isCancelling = false;
    this.#pace = new Pace();
    this.#work = nextWork();
    try {
      return await work();
    } catch (error) {
      this.stage = otherwise;
      const failure = asFailure(error);
      if (failure.code === 'ambiguous_dates' || failure.code === 'ambiguous_decimals') {
        this.stage = 'asked';
        this.doubt = failure;
      } else if (failure.code === 'cancelled') toasts.done(t('import.cancelled'));
      else complain(error);
      return undefined;
    } finally {
      this.step = undefined;
    }
  }
}

export const transfer = new Transfer();
