import type { FiguresProgress } from '$lib/api/commands';

/** Work that is over sooner than this is nobody's concern. */
const longAfter = 1200;

/** Figures that are brought up to date in the background: at start, and when a new day begins. */
class Upkeep {
  /** How far it is; nothing where nothing is under way, or not for long. */
  step = $state.raw<FiguresProgress>();
  #began: number | undefined;

  hear(step: FiguresProgress): void {
    const now = performance.now();
    if (step.isOver) {
      this.#began = undefined;
      this.step = undefined;
      return;
    }
    this.#began ??= now;
    if (now - this.#began >= longAfter) this.step = step;
  }
}

export const upkeep = new Upkeep();
