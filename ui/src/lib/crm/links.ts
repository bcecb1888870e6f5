import type { Link, Page } from '$lib/api/commands';

/** A figure on a page. */
export interface Place {
  page: number;
  link: number;
}

const middle = (link: Link) => ({ x: link.at.x + link.width / 2, y: link.at.y + link.height / 2 });

/** The figure that a key moves to from another: the nearest in its direction, over pages up and down. */
export function nearest(pages: readonly Page[], from: Place, key: string): Place | undefined {
  const ends: Record<string, [number, number]> = { Home: [0, 0], End: [pages.length - 1, -1] };
  const end = ends[key];
  if (end) {
    const [page, at] = end;
    const count = pages[page]?.links.length ?? 0;
    return count > 0 ? { page, link: at < 0 ? count - 1 : at } : undefined;
  }
  const here = pages[from.page]?.links[from.link];
  if (!here) return undefined;
  const origin = middle(here);
  const sideways = key === 'ArrowLeft' || key === 'ArrowRight';
  if (!sideways && key !== 'ArrowUp' && key !== 'ArrowDown') return undefined;
  const sign = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : -1;

  const best = (page: number, score: (link: Link) => number | undefined): Place | undefined => {
    let found: { place: Place; score: number } | undefined;
    pages[page]?.links.forEach((link, at) => {
      const value = score(link);
      if (value !== undefined && (!found || value < found.score)) found = { place: { page, link: at }, score: value };
    });
    return found?.place;
  };

  // Along the way counts once, aside of it three times; of a row only what stands on it.
  const within = best(from.page, (link) => {
    const { x, y } = middle(link);
    const [ahead, aside] = sideways ? [(x - origin.x) * sign, Math.abs(y - origin.y)] : [(y - origin.y) * sign, Math.abs(x - origin.x)];
    if (ahead <= 100 || (sideways && aside > here.height)) return undefined;
    return ahead + 3 * aside;
  });
  if (within || sideways) return within;
  for (let page = from.page + sign; page >= 0 && page < pages.length; page += sign) {
    const found = best(page, (link) => {
      const { x, y } = middle(link);
      return sign * y * 10 + Math.abs(x - origin.x);
    });
    if (found) return found;
  }
  return undefined;
}
