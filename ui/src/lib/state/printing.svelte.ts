import type { SmallPaper } from '$lib/api/commands';

/** The small paper that is looked at before it is printed; any screen may ask for one. */
class Printing {
  paper = $state.raw<SmallPaper>();
}

export const printing = new Printing();
