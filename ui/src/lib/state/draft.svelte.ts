import { untrack } from 'svelte';

import { api } from '$lib/api/commands';

import { Settled } from './settled.svelte';
import { inTurn } from './turns';

/** No field was changed. */
const nothing = '{}';

/**
 * What is being typed in a form: kept in the clinic's database while it is typed, so that it survives a crash and
 * another record in between. Only the fields that were changed are: what others write into the rest meanwhile stays.
 * Make it while a component is made.
 */
export class Draft<T extends object> {
  value: T;
  /** Everything typed is kept. */
  isKept = $state(false);
  /** The form began with something typed earlier. */
  isFound = $state(false);
  isRead = $state(false);
  /** How often the form began anew: for parts that hold what is typed in a shape of their own. */
  beginnings = $state(0);
  #key: string;
  #initial: T;
  #settled: Settled<string>;
  /** The core may hold something. */
  #isHeld = false;
  #over = false;

  constructor(key: string, initial: T) {
    this.#key = key;
    this.#initial = $state.snapshot(initial) as T;
    const value = $state(initial);
    this.value = value;
    void this.#read();
    this.#settled = new Settled(
      () => {
        const typed = this.#typed;
        if (!this.isRead || this.#over) return undefined;
        untrack(() => (this.isKept = false));
        return typed;
      },
      (typed) => void this.#keep(typed),
    );
  }

  /** Something was typed that is neither saved nor thrown away. */
  get isDirty(): boolean {
    return this.#typed !== nothing;
  }

  /** It was saved, or thrown away. */
  async end(): Promise<void> {
    this.#over = true;
    await this.#clear();
  }

  /** Begin anew in the same form: as it was at first, or from another beginning. */
  restart(beginning?: T): void {
    if (beginning) this.#initial = $state.snapshot(beginning) as T;
    Object.assign(this.value, $state.snapshot(this.#initial));
    this.isFound = false;
    this.isKept = false;
    this.beginnings++;
    void this.#clear();
  }

  /** What it began with is another by now: fields that nobody changed follow. */
  follow(beginning: T): void {
    const typed = JSON.parse(this.#typed) as Partial<T>;
    this.#initial = $state.snapshot(beginning) as T;
    Object.assign(this.value, $state.snapshot(beginning), typed);
    this.beginnings++;
  }

  /** The fields that are no longer as they were at first. */
  get #typed(): string {
    const initial = this.#initial as Record<string, unknown>;
    const isTyped = ([field, value]: [string, unknown]) => JSON.stringify(value) !== JSON.stringify(initial[field]);
    return JSON.stringify(Object.fromEntries(Object.entries(this.value).filter(isTyped)));
  }

  #clear(): Promise<unknown> {
    this.#settled.forget();
    this.#isHeld = false;
    return inTurn(this.#key, () => api.draftsClear(this.#key)).catch(() => undefined);
  }

  async #read(): Promise<void> {
    try {
      const kept = await inTurn(this.#key, () => api.draftsGet(this.#key));
      if (kept !== null && !this.#over) {
        this.#isHeld = true;
        // What was typed before the answer came is newer.
        Object.assign(this.value, JSON.parse(kept.value) as Partial<T>, JSON.parse(this.#typed) as Partial<T>);
        this.isFound = this.isDirty;
      }
    } catch {
      // A draft that cannot be read is none; the form starts empty.
    }
    this.isRead = true;
  }

  async #keep(typed: string): Promise<void> {
    const isNothing = typed === nothing;
    if (this.#over || (isNothing && !this.#isHeld)) return;
    this.#isHeld = true;
    try {
      await inTurn(this.#key, async () => {
        // Saved or given up while it waited for its turn.
        if (this.#over) return;
        await (isNothing ? api.draftsClear(this.#key) : api.draftsSet(this.#key, typed));
      });
      this.isKept = !isNothing && this.#typed === typed;
    } catch {
      this.isKept = false;
    }
  }
}
