import { complain } from '$lib/api/call';
import { api } from '$lib/api/commands';
import type { Comparison, DuplicatePair, Merge } from '$lib/api/commands';
import { announce } from '$lib/state/changes';
import { Latest } from '$lib/state/latest';
import { toasts } from '$lib/state/toasts.svelte';
import { undo } from '$lib/state/undo.svelte';
import { t } from '$lib/words';

/** Which of the two a value is taken from. */
export type Side = 0 | 1;

/** The pairs that the radar sees, and the one being compared. */
export class Pairs {
  all = $state.raw<DuplicatePair[]>();
  merges = $state.raw<Merge[]>([]);
  withHints = $state(false);
  chosen = $state.raw<DuplicatePair>();
  comparison = $state.raw<Comparison>();
  /** Who stays. */
  survivor = $state<Side>(0);
  /** Of each field, whose value is taken. */
  taken = $state<Record<string, Side>>({});
  isBusy = $state(false);
  #latest = new Latest();

  async load(): Promise<void> {
    try {
      const [all, merges] = await Promise.all([api.duplicatesList(this.withHints), api.mergesList()]);
      this.all = all;
      this.merges = merges;
      const same = all.find((pair) => this.chosen && key(pair) === key(this.chosen));
      if (same === undefined) await this.choose(all[0]);
    } catch (error) {
      complain(error);
    }
  }

  async choose(pair: DuplicatePair | undefined): Promise<void> {
    this.chosen = pair;
    this.survivor = 0;
    this.taken = {};
    if (!pair) {
      this.#latest.forget();
      this.comparison = undefined;
      return;
    }
    try {
      const found = await this.#latest.of(() => api.mergesCompare(pair.owners[0].id, pair.owners[1].id));
      if (found) this.comparison = found.value;
    } catch (error) {
      complain(error);
    }
  }

  swap(): void {
    this.survivor = this.survivor === 0 ? 1 : 0;
    this.taken = {};
  }

  side(field: string): Side {
    return this.taken[field] ?? this.survivor;
  }

  async merge(): Promise<void> {
    const { comparison, survivor } = this;
    if (!comparison) return;
    const other: Side = survivor === 0 ? 1 : 0;
    const take = comparison.fields.filter((field) => field.isChoice && this.side(field.name) === other).map((field) => field.name);
    const input = { survivor: comparison.owners[survivor].id, merged: comparison.owners[other].id, take };
    await this.#change(() => api.mergesMerge(input), (merge) =>
      t('duplicates.merged', { merged: merge.merged.name, survivor: merge.survivor.name }),
    );
  }

  async keepApart(): Promise<void> {
    const pair = this.chosen;
    if (!pair) return;
    await this.#change(() => api.mergesKeepApart(pair.owners[0].id, pair.owners[1].id), () => t('duplicates.keptApart'));
  }

  async unmerge(merge: Merge): Promise<void> {
    await this.#change(() => api.mergesUnmerge(merge.id), () => t('duplicates.unmerged', { merged: merge.merged.name }));
  }

  async #change<T>(work: () => Promise<{ value: T; changed: string[] }>, said: (value: T) => string): Promise<void> {
    this.isBusy = true;
    try {
      const done = await work();
      announce(done.changed);
      toasts.done(said(done.value), { label: t('actions.undo'), keys: 'Ctrl+Z', run: () => void undo.undo() });
      void undo.refresh();
    } catch (error) {
      complain(error);
    } finally {
      this.isBusy = false;
    }
  }
}

/** A pair, by its two owners. */
export const key = (pair: DuplicatePair): string => pair.owners.map((owner) => owner.id).join('-');
