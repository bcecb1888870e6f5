import { painted } from '$lib/parts/drawn.svelte';

import { search } from './search.svelte';

/** A key that was pressed when the box came has been heard after this. */
const A_MOMENT = 30;
/** Whoever types on hears of the rest after this. */
const LONG = 400;

async function leisure(): Promise<void> {
  await painted();
  const since = performance.now();
  let isAsked = false;
  do {
    await new Promise((done) => setTimeout(done, A_MOMENT));
    isAsked ||= !search.isCurrent || search.text !== '';
  } while (!search.isCurrent && performance.now() - since < LONG);
  if (isAsked) await painted();
}

let coming: Promise<void> | undefined;

/**
 * Once the first picture stands and what was typed into it at once is answered: the window begins with the box, and all
 * else that it shows waits for whoever uses that. Who waits meanwhile waits for the same moment, and is drawn in it.
 */
export const atLeisure = (): Promise<void> => (coming ??= leisure().finally(() => (coming = undefined)));
