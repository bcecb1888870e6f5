import { complain } from '$lib/api/call';
import { api } from '$lib/api/commands';
import type { Hit, Recent, SearchAnswer } from '$lib/api/contract';

import { Latest } from './latest';

const shownRecents = 10;

/** The last records, as the empty box shows them. */
function asAnswer(recents: readonly Recent[]): SearchAnswer {
  const hits = recents.map(({ id, name, phone, pets, isActive }): Hit => {
    const brief = pets.map((pet) => ({ name: pet, species: '', breed: null, birthOn: null, status: 'active' }));
    return { ownerId: id, name, kind: 'individual', isActive, phone, pets: brief, matches: [] };
  });
  return { hits, total: hits.length };
}

/** The one box: what is typed, and what was found for it. */
class Search {
  text = $state('');
  active = $state(0);
  /** The list floats under the box; where the screen docks it, it always shows. */
  isOpen = $state(false);
  #answer = $state.raw<SearchAnswer>({ hits: [], total: 0 });
  /** The text that the answer belongs to. */
  #answered = $state('');
  #latest = new Latest();
  #afterAnswer: (() => void) | undefined;

  get hits(): readonly Hit[] {
    return this.#answer.hits;
  }

  get total(): number {
    return this.#answer.total;
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
      const found = await this.#latest.of(async () =>
        text === '' ? api.recentsList(shownRecents).then(asAnswer) : api.searchFind(text),
      );
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
