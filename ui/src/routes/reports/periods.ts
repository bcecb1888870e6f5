import { addDays, addMonths, firstOfMonth, firstOfYear, weekday, type Day } from '$lib/words/days';

export interface Period {
  from: Day;
  to: Day;
}

/** Periods on offer, the default first. */
export const periodNames = ['monthToDate', 'day', 'week', 'month', 'quarter', 'year', 'last12Months', 'own'] as const;

export type PeriodName = (typeof periodNames)[number];

/** Those that one can leaf through. */
const leafed = ['day', 'week', 'month', 'quarter', 'year'] as const;

export type LeafedName = (typeof leafed)[number];

export const isLeafed = (name: PeriodName): name is LeafedName => (leafed as readonly PeriodName[]).includes(name);

const monthsOf = { month: 1, quarter: 3, year: 12 };

/** The whole day, week from Monday, month, quarter or year around a day. */
function whole(name: LeafedName, day: Day): Period {
  const month = Number(day.slice(5, 7));
  switch (name) {
    case 'day':
      return { from: day, to: day };
    case 'week': {
      const from = addDays(day, -weekday(day));
      return { from, to: addDays(from, 6) };
    }
    case 'month':
    case 'quarter':
    case 'year': {
      const first = name === 'year' ? firstOfYear(day) : firstOfMonth(day);
      const from = name === 'quarter' ? addMonths(first, -((month - 1) % 3)) : first;
      return { from, to: addDays(addMonths(from, monthsOf[name]), -1) };
    }
  }
}

/** The days of a named period around `day`, none of them after today; both its days are included. A year is 365 days. */
export function periodOf(name: Exclude<PeriodName, 'own'>, day: Day, today: Day): Period {
  if (name === 'monthToDate') return { from: firstOfMonth(today), to: today };
  if (name === 'last12Months') return { from: addDays(today, -364), to: today };
  const { from, to } = whole(name, day > today ? today : day);
  return { from, to: to > today ? today : to };
}

/** A day of the period before (-1) or after (+1) the one around `day`. */
export function leaf(name: LeafedName, day: Day, step: -1 | 1): Day {
  const { from, to } = whole(name, day);
  return step < 0 ? addDays(from, -1) : addDays(to, 1);
}
