/** Attach to what stands in the place of something that is drawn once one looks there. */
export const whenInSight = (draw: () => void) => (place: Element) => {
  const watch = new IntersectionObserver((seen) => {
    if (seen.some((one) => one.isIntersecting)) draw();
  });
  watch.observe(place);
  return () => watch.disconnect();
};

/**
 * How many rows of a list are drawn: some at once, more whenever the end of them comes into sight. What nobody looks at
 * holds up nothing.
 */
export class Drawn {
  #step: number;
  count = $state(0);

  constructor(step: number) {
    this.#step = step;
    this.count = step;
  }

  /** Attach to what stands below the rows while there are more. */
  readonly end = whenInSight(() => (this.count += this.#step));
}

/** Begins something behind a moment; gives what ends it, also where it has not begun. */
export function after(moment: Promise<void>, begin: () => () => void): () => void {
  let end: (() => void) | undefined;
  let isOver = false;
  void moment.then(() => {
    if (!isOver) end = begin();
  });
  return () => {
    isOver = true;
    end?.();
  };
}

/** Once what is drawn so far is on the screen; a window that nobody sees is not waited for. */
export const painted = () =>
  new Promise<void>((done) => {
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, 100);
  });
