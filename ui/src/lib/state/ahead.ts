import type { FirstScreen } from '$lib/api/begun';
import type { Today } from '$lib/api/commands';
import { painted } from '$lib/parts/drawn.svelte';

import { chrome } from './chrome.svelte';
import { search } from './search.svelte';

/** What was read ahead for the day, until the first picture: later it is old. */
let day: Today | undefined;

/** What the host read while the window was being made: it is drawn without a question. */
export function lookAhead({ today, found }: FirstScreen): void {
  search.begin(found);
  chrome.counts = today.rail;
  day = today;
  void painted().then(takeDay);
}

export function takeDay(): typeof day {
  const taken = day;
  day = undefined;
  return taken;
}
