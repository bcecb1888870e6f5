import { onDestroy } from 'svelte';

type Listener = (topics: readonly string[]) => void;

const listeners = new Set<Listener>();

/** Tell every screen which kinds of record changed. */
export function announce(topics: readonly string[]): void {
  if (topics.length === 0) return;
  for (const listener of listeners) listener(topics);
}

/** Run `again` whenever one of the topics changed, for as long as the component lives. */
export function refreshOn(topics: readonly string[], again: () => void): void {
  const listener: Listener = (changed) => {
    if (changed.some((topic) => topics.includes(topic))) again();
  };
  listeners.add(listener);
  onDestroy(() => listeners.delete(listener));
}
