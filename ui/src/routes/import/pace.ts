/** How fast a long work goes, and how long it will still take: of the current phase, from its own beginning. */
export class Pace {
  #phase = '';
  #since = 0;
  #from = 0;

  at(step: { phase: string; done: number; total: number }, now: number): { perSecond: number; secondsLeft: number | null } {
    if (step.phase !== this.#phase || step.done < this.#from) {
      this.#phase = step.phase;
      this.#since = now;
      this.#from = step.done;
    }
    const seconds = (now - this.#since) / 1000;
    const done = step.done - this.#from;
    // The first moments say nothing yet.
    if (seconds < 0.3 || done === 0) return { perSecond: 0, secondsLeft: null };
    const perSecond = done / seconds;
    return { perSecond, secondsLeft: step.total > 0 ? Math.ceil((step.total - step.done) / perSecond) : null };
  }
}
