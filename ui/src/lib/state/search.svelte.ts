import { complain } from '$lib/api/call';
import { api } from '$lib/api/commands';
import type { Answer, Hit } from '$lib/api/commands';

import { Latest } from './latest';

/** What is typed first to see everything that can be done here; nobody is looked for then. */
export const commandSign = '>';

const nobody: Answer = { text: '', hits: [], total: 0, near: 0, isCapped: false };

/** The one box: what is typed, and what was found for it. */
class Search {
  text = $state('');
  active = $state(0);
  /** The list floats under the box; where the screen docks it, it always shows. */
  isOpen = $state(false);
  #answer = $state.raw<Answer>(nobody);
  #answered = $state<string>();
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

  /** The text that the hits belong to. Nothing is shown of a newer one before its own answer is there. */
  get answered(): string {
    return this.#answered ?? '';
  }

  /** The shown hits are those of the very text in the box. */
  get isCurrent(): boolean {
    return this.#answered === this.text.trim();
  }

  get chosen(): Hit | undefined {
    return this.hits[this.active];
  }

  /** The last records, read before anything was typed. */
  begin(found: Answer): void {
    this.#show('', found);
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
    if (text.startsWith(commandSign)) {
      this.#latest.forget();
      return this.#show(text, { ...nobody });
    }
    try {
      const found = await this.#latest.of(() => api.searchFind(text));
      if (found) this.#show(text, found.value);
    } catch (error) {
      complain(error);
    }
  }

  #show(text: string, answer: Answer): void {
    this.#answer = answer;
    this.#answered = text;
    this.active = Math.min(this.active, Math.max(0, answer.hits.length - 1));
    const act = this.#afterAnswer;
    this.#afterAnswer = undefined;
    act?.();
  }
}

export const search = new Search();
