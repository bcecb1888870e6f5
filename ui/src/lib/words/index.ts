import { preferences } from '$lib/state/preferences.svelte';

import type { WordKey } from './catalog';
import { lookUp, say, type Values } from './say';

export type { WordKey } from './catalog';

/** The text of `key` in the chosen language; reactive in a template. */
export function t(key: WordKey, values?: Values): string {
  return say(preferences.language, key, values);
}

/**
 * The word for a value of a list that may grow ("species", "dog"); a value without a word of its own is shown as the
 * clinic wrote it, never as a code with underscores.
 */
export function word(list: string, value: string): string {
  return lookUp(preferences.language, `values.${list}.${value}`) ?? value.replaceAll('_', ' ');
}
