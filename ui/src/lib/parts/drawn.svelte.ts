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
  readonly end = (rest: Element) => {
    const watch = new IntersectionObserver((seen) => {
      if (seen.some((one) => one.isIntersecting)) this.count += this.#step;
    });
    watch.observe(rest);
    return () => watch.disconnect();
  };
}

/** Once what is drawn so far is on the screen; a window that nobody sees is not waited for. */
export const painted = () =>
  new Promise<void>((done) => {
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, 100);
  });
