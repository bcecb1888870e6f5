let last = 0;

/** A number for a long work, by which it can be cancelled. */
export function nextWork(): number {
  last += 1;
  return last;
}
