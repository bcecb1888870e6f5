/** A calendar day as the bridge carries it: `2025-11-17`. Never a moment, so no time zone can shift it. */
export type Day = string;

const dayInMs = 86_400_000;
const iso = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Days since 1970-01-01, or NaN where the text is no day. */
export function dayNumber(day: Day): number {
  const parts = iso.exec(day);
  if (!parts) return Number.NaN;
  const [, year, month, date] = parts.map(Number) as [number, number, number, number];
  const ms = Date.UTC(year, month - 1, date);
  const found = new Date(ms);
  return found.getUTCMonth() === month - 1 && found.getUTCDate() === date ? ms / dayInMs : Number.NaN;
}

export function dayFrom(number: number): Day {
  return new Date(number * dayInMs).toISOString().slice(0, 10);
}

export function addDays(day: Day, days: number): Day {
  return dayFrom(dayNumber(day) + days);
}

/** The same date `months` later; the last day of the month where it is shorter. */
export function addMonths(day: Day, months: number): Day {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return dayFrom(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(date, last)) / dayInMs);
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** 0 = Monday … 6 = Sunday. */
export function weekday(day: Day): number {
  return (((dayNumber(day) + 3) % 7) + 7) % 7;
}

export const firstOfMonth = (day: Day): Day => `${day.slice(0, 7)}-01`;
export const firstOfYear = (day: Day): Day => `${day.slice(0, 4)}-01-01`;

/** Whole months lived on `today` by someone born on `born`. */
export function monthsOld(born: Day, today: Day): number {
  const [year, month, date] = born.split('-').map(Number) as [number, number, number];
  const [thisYear, thisMonth, thisDate] = today.split('-').map(Number) as [number, number, number];
  return (thisYear - year) * 12 + thisMonth - month - (thisDate < date ? 1 : 0);
}
