import { onDestroy } from 'svelte';

import type { WordKey } from '$lib/words';

/** Something that can be done on a screen: the box finds it by its name. */
export interface Command {
  label: WordKey;
  /** The key that does it too, where it has one: shown beside it, in place of what the key is called elsewhere. */
  keys?: string;
  run: () => void;
}

const offered = new Set<() => readonly Command[]>();

/** Offer commands for as long as the component lives. Call it while the component is made. */
export function useCommands(commands: () => readonly Command[]): void {
  offered.add(commands);
  onDestroy(() => offered.delete(commands));
}

/** What the screens shown now offer: the innermost first, the window's own last. */
export const offeredCommands = (): Command[] => [...offered].toReversed().flatMap((commands) => commands());
