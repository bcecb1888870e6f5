import { once } from '$lib/parts/once';

/**
 * What stands behind the first picture of a window: read once that is on the screen, so that it can be sooner. They are
 * named here, for the router takes a component that names an import for a screen that is yet to be read.
 */
export const behind = {
  brief: once(() => import('./OwnerBrief.svelte')),
  day: once(() => import('$routes/today/Day.svelte')),
  results: once(() => import('./SearchResults.svelte')),
};
