import { asFailure, complain } from '$lib/api/call';
import { api } from '$lib/api/commands';
import type { Id, PetCard } from '$lib/api/commands';
import { refreshOn } from '$lib/state/changes';
import { Latest } from '$lib/state/latest';

/** The card of the pet that `id` names, kept up to date. Make it while a component is made. */
export class ShownCard {
  #shown = $state.raw<PetCard>();
  /** There is no such pet. */
  isMissing = $state(false);
  #latest = new Latest();
  #id: () => Id;

  constructor(id: () => Id) {
    this.#id = id;
    $effect(() => void this.load(id()));
    refreshOn(['pets', 'owners', 'appointments'], () => void this.load(id()));
  }

  /** Nothing until the card of that very pet is there. */
  get value(): PetCard | undefined {
    return this.#shown?.pet.id === this.#id() ? this.#shown : undefined;
  }

  async load(id: Id): Promise<void> {
    try {
      const found = await this.#latest.of(() => api.petsCard(id));
      if (found) this.#shown = found.value;
      this.isMissing = false;
    } catch (error) {
      this.isMissing = asFailure(error).code === 'not_found';
      if (!this.isMissing) complain(error);
    }
  }
}
