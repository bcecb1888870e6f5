import type { RailCounts } from '$lib/api/commands';
import type { Snippet } from 'svelte';

/** What the screen shown puts into the frame around it. */
class Chrome {
  /** The trailing half of the top bar. */
  actions = $state.raw<Snippet>();
  /** The results of the search lie under the box instead of floating over the content. */
  docked = $state(false);
  /** How many there are of what the rail names, once they are counted. */
  counts = $state.raw<RailCounts>();
}

export const chrome = new Chrome();
