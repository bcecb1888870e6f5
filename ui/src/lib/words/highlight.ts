/** A stretch of a text, matched or not. */
export interface Stretch {
  text: string;
  isMatch: boolean;
}

/** The text cut at its matched ranges (start and end in UTF-16 units), which may overlap or lie in any order. */
export function stretches(text: string, ranges: readonly (readonly [number, number])[]): Stretch[] {
  const cut: Stretch[] = [];
  let at = 0;
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const start = Math.max(from, at);
    const end = Math.min(to, text.length);
    if (end <= start) continue;
    if (start > at) cut.push({ text: text.slice(at, start), isMatch: false });
    cut.push({ text: text.slice(start, end), isMatch: true });
    at = end;
  }
  if (at < text.length) cut.push({ text: text.slice(at), isMatch: false });
  return cut;
}
