/** Asked for before it is read it is a promise; afterwards it is there at once, in the same turn as the key that asks. */
export function once<T>(read: () => Promise<T>): () => T | Promise<T> {
  let known: T | undefined;
  return () => known ?? read().then((module) => (known = module));
}

/** Reads all of them. */
export const fetchAll = (parts: Record<string, () => unknown>) => Promise.all(Object.values(parts).map((read) => read()));
