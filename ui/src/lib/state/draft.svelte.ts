import { untrack } from 'svelte';

import { api } from '$lib/api/commands';

const pauseBeforeKeeping = 400;

/**
 * What is being typed in a form: kept in the clinic's database while it is typed, so that it survives a crash and
 * another record in between. Make it while a component is made.
 */
export class Draft<T extends object> {
  value: T;
  /** Everything typed is kept. */
  isKept = $state(false);
  /** The form began with something typed earlier. */
  isFound = $state(false);
  isRead = $state(false);
  #key: string;
  #initial: string;
  #over = false;

  constructor(key: string, initial: T) {
    this.#key = key;
    this.#initial = JSON.stringify(initial);
    const value = $state(initial);
    this.value = value;
    void this.#read();
    $effect(() => {
      const typed = JSON.stringify(this.value);
      if (!this.isRead || this.#over) return;
      untrack(() => (this.isKept = false));
      const timer = setTimeout(() => void this.#keep(typed), pauseBeforeKeeping);
      return () => {
        // Leaving the form keeps what was typed last.
        clearTimeout(timer);
        if (!this.#over && JSON.stringify(this.value) === typed) void this.#keep(typed);
      };
    });
  }

  /** Something was typed that is neither saved nor thrown away. */
  get isDirty(): boolean {
    return JSON.stringify(this.value) !== this.#initial;
  }

  /** It was saved, or thrown away. */
  async end(): Promise<void> {
    this.#over = true;
    await api.draftsClear(this.#key).catch(() => undefined);
  }

  /** Begin anew in the same form: as it was at first, or from another beginning. */
  restart(beginning?: T): void {
    if (beginning) this.#initial = JSON.stringify(beginning);
    Object.assign(this.value, JSON.parse(this.#initial) as T);
    this.isFound = false;
    this.isKept = false;
    void api.draftsClear(this.#key).catch(() => undefined);
  }

  async #read(): Promise<void> {
    try {
      const kept = await api.draftsGet(this.#key);
      if (kept !== null) {
        Object.assign(this.value, JSON.parse(kept.value) as Partial<T>);
        this.isFound = this.isDirty;
      }
    } catch {
      // A draft that cannot be read is none; the form starts empty.
    }
    this.isRead = true;
  }

  async #keep(typed: string): Promise<void> {
    try {
      if (typed === this.#initial) await api.draftsClear(this.#key);
      else await api.draftsSet(this.#key, typed);
      this.isKept = typed !== this.#initial;
    } catch {
      this.isKept = false;
    }
  }
}
