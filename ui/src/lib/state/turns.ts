/** The last question about each thing that has no answer yet. */
const asked = new Map<string, Promise<unknown>>();

/**
 * Asks about a thing once the question about it before is answered. Of two that are under way the core may take the later
 * one first: what is kept while it is typed would be kept after it was saved, and met again as something half done.
 */
export function inTurn<T>(thing: string, ask: () => Promise<T>): Promise<T> {
  const before = asked.get(thing);
  const answer = before ? before.then(ask) : ask();
  const end = answer.catch(() => undefined);
  asked.set(thing, end);
  void end.then(() => {
    if (asked.get(thing) === end) asked.delete(thing);
  });
  return answer;
}
