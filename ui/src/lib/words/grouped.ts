/* Whole numbers and cents as both languages of the window write them. By hand: the engine takes longer to be asked for its
   first formatter than a screen to be drawn. What is rounded is the engine's. */

/** "1,234". */
export const grouped = (whole: number): string => String(whole).replaceAll(/\B(?=(\d{3})+$)/g, ',');

/** Minor units as an amount: "1,234.50". */
export function groupedCents(cents: number): string {
  const minor = Math.abs(cents);
  return `${cents < 0 ? '-' : ''}${grouped(Math.floor(minor / 100))}.${String(minor % 100).padStart(2, '0')}`;
}
