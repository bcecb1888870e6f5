import { addDays, addMonths, firstOfMonth, firstOfYear, type Day } from '$lib/words/days';

export interface Period {
  from: Day;
  to: Day;
}

/** Periods on offer, the default first. */
export const periodNames = ['monthToDate', 'lastMonth', 'last90', 'yearToDate', 'last12Months', 'lastYear', 'own'] as const;

export type PeriodName = (typeof periodNames)[number];

/** The days of a named period; both its days are included. A year is 365 days. */
export function periodOf(name: Exclude<PeriodName, 'own'>, today: Day): Period {
  const month = firstOfMonth(today);
  const year = firstOfYear(today);
  switch (name) {
    case 'monthToDate':
      return { from: month, to: today };
    case 'lastMonth':
      return { from: addMonths(month, -1), to: addDays(month, -1) };
    case 'last90':
      return { from: addDays(today, -89), to: today };
    case 'yearToDate':
      return { from: year, to: today };
    case 'last12Months':
      return { from: addDays(today, -364), to: today };
    case 'lastYear':
      return { from: addMonths(year, -12), to: addDays(year, -1) };
  }
}
