import { onDestroy } from 'svelte';

/** Somebody who types pauses so long before what was typed is kept. */
const pause = 400;

/**
 * Hands on what was typed once nothing was typed for a while, and when the component is left: once, and the last of it.
 * Never by the effect's own clean-up, which comes with every key. Make it while a component is made.
 */
export class Settled<T> {
  #waiting: { typed: T } | undefined;
  #handOn: (typed: T) => void;

  /** `typed` is what stands there now; `undefined` while that is nobody's typing. */
  constructor(typed: () => T | undefined, handOn: (typed: T) => void) {
    this.#handOn = handOn;
    $effect(() => {
      const now = typed();
      if (now === undefined) return;
      this.#waiting = { typed: now };
      const timer = setTimeout(() => this.#end(), pause);
      return () => clearTimeout(timer);
    });
    onDestroy(() => this.#end());
  }

  /** What was typed is saved, or thrown away. */
  forget(): void {
    this.#waiting = undefined;
  }

  #end(): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) this.#handOn(waiting.typed);
  }
}
