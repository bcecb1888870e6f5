import type { Farewell, PetOwner } from '$lib/api/commands';

/** A pet that has just died: its words outlive the list or the card from which that was noted. */
class Mourning {
  shown = $state.raw<{ farewell: Farewell; owner: PetOwner }>();
}

export const mourning = new Mourning();
