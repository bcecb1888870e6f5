import { complain } from '$lib/api/call';
import { api } from '$lib/api/commands';
import type { Answer, Hit } from '$lib/api/commands';

import { Latest } from './latest';

/** The one box: what is typed, and what was found for it. */
class Search {
  text = $state('');
  active = $state(0);
  /** The list floats under the box; where the screen docks it, it always shows. */
  isOpen = $state(false);
  #answer = $state.raw<Answer>({ text: '', hits: [], total: 0, near: 0, isCapped: false });
  /** The text that the answer belongs to. */
  #answered = $state('');
  #latest = new Latest();
  #afterAnswer: (() => void) | undefined;

  get hits(): readonly Hit[] {
    return this.#answer.hits;
  }

  /** How many answer what is typed. */
  get sure(): number {
    return this.#answer.total - this.#answer.near;
  }

  /** How many are only similar. */
  get near(): number {
    return this.#answer.near;
  }

  /** More were found than were counted. */
  get isCapped(): boolean {
    return this.#answer.isCapped;
  }

  /** The shown hits are those of the very text in the box. */
  get isCurrent(): boolean {
    return this.#answered === this.text.trim();
  }

  get chosen(): Hit | undefined {
    return this.hits[this.active];
  }

  type(text: string): void {
    this.text = text;
    this.active = 0;
    this.isOpen = true;
    this.#afterAnswer = undefined;
    void this.#ask();
  }

  /** Empty the box: the last records show again. */
  clear(): void {
    this.type('');
    this.isOpen = false;
  }

  refresh(): void {
    void this.#ask();
  }

  /** Run `act` now, or once the answer to what is typed is there; typing on forgets it. */
  whenCurrent(act: () => void): void {
    if (this.isCurrent) act();
    else this.#afterAnswer = act;
  }

  async #ask(): Promise<void> {
    const text = this.text.trim();
    try {
      const found = await this.#latest.of(() => api.searchFind(text));
      if (!found) return;
      this.#answer = found.value;
      this.#answered = text;
      this.active = Math.min(this.active, Math.max(0, found.value.hits.length - 1));
      const act = this.#afterAnswer;
      this.#afterAnswer = undefined;
      act?.();
    } catch (error) {
      complain(error);
    }
  }
}

export const search = new Search();
