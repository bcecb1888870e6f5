import { untrack } from 'svelte';

import { asFailure, complain } from '$lib/api/call';
import { api } from '$lib/api/commands';
import type { Id, OwnerProfile } from '$lib/api/commands';
import { refreshOn } from '$lib/state/changes';
import { desk } from '$lib/state/desk.svelte';
import { Latest } from '$lib/state/latest';

/** Topics that an owner's profile shows. */
export const profileTopics = [
  'owners', 'pets', 'appointments', 'purchases', 'tags', 'notes', 'interactions', 'messages', 'feedback', 'figures',
];

/** The profile of the owner that `id` names, kept up to date. Make it while a component is made. */
export class ShownProfile {
  #shown = $state.raw<OwnerProfile>();
  /** There is no such owner. */
  isMissing = $state(false);
  #latest = new Latest();
  #id: () => Id | undefined;

  /** With `rest` an owner is asked for once the choice stood for so many milliseconds: keys come faster than she is read. */
  constructor(id: () => Id | undefined, rest: () => number = () => 0) {
    this.#id = id;
    $effect(() => {
      const wanted = id();
      const pause = untrack(rest);
      if (pause === 0) return void this.load(wanted);
      const wait = setTimeout(() => void this.load(wanted), pause);
      return () => clearTimeout(wait);
    });
    refreshOn(profileTopics, () => void this.load(id()));
  }

  /** Nothing until the profile of that very owner is there. */
  get value(): OwnerProfile | undefined {
    return this.last?.owner.id === this.#id() ? this.last : undefined;
  }

  /** The last that was read, while the next one is on its way: what is shown beside a list would else come and go. */
  get last(): OwnerProfile | undefined {
    return this.isMissing ? undefined : this.#shown;
  }

  async load(id: Id | undefined): Promise<void> {
    if (id === undefined) return this.#latest.forget();
    try {
      const found = await this.#latest.of(() => api.ownersProfile(id));
      if (!found) return;
      this.#shown = found.value;
      this.isMissing = false;
    } catch (error) {
      this.isMissing = asFailure(error).code === 'not_found';
      if (this.isMissing) desk.gone(id);
      else complain(error);
    }
  }
}
