import { describe, expect, test } from 'vitest';

import { longDay, monthYear, nearDay, shortDay, shortMonth, weekdayAndDate } from '$lib/words/dates';
import { addDays, addMonths, weekday } from '$lib/words/days';
import { amount, currencySign, whole } from '$lib/words/figures';
import { say } from '$lib/words/say';

const languages = [['es', 'es-MX'], ['en', 'en']] as const;
const engine = (locale: string, day: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

describe.each(languages)('what is written by hand is what the engine writes: %s', (language, locale) => {
  test('every month', () => {
    for (let month = 0; month < 12; month += 1) {
      const day = addMonths('2026-01-15', month);
      expect(monthYear(language, day)).toBe(engine(locale, day, { month: 'long', year: 'numeric' }));
      expect(shortMonth(language, day)).toBe(`${engine(locale, day, { month: 'short' }).slice(0, 3)} 2026`);
    }
  });

  test('every weekday, before 1970 too', () => {
    for (const first of ['2026-11-01', '1961-02-24']) {
      for (let days = 0; days < 7; days += 1) {
        const day = addDays(first, days);
        const long = engine(locale, day, { weekday: 'long', day: 'numeric', month: 'long' });
        expect(longDay(language, day)).toBe(language === 'es' ? long.replace(',', '') : long);
        expect(weekdayAndDate(language, day)).toBe(`${engine(locale, day, { weekday: 'short' }).slice(0, 3)} ${Number(day.slice(8))}`);
        expect(weekday(day)).toBeGreaterThanOrEqual(0);
      }
    }
  });

  test('numbers and amounts', () => {
    const [number, money] = [new Intl.NumberFormat(locale), new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })];
    for (const value of [0, 5, 99, 100, 999, 1000, 9999, 12_345, 123_456, 1_234_567, -1, -99, -100, -123_456]) {
      expect(whole(locale, value)).toBe(number.format(value));
      expect(amount(locale, value)).toBe(money.format(value / 100));
    }
    for (const currency of ['MXN', 'USD', 'CAD', 'EUR', 'GBP']) {
      const parts = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).formatToParts(0);
      expect(currencySign(locale, currency)).toBe(parts.find((part) => part.type === 'currency')?.value);
    }
    expect(whole(locale, 1234.5)).toBe(new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(1234.5));
    expect(say(language, 'dates.ahead', { count: 1_500 })).toContain('1,500');
  });
});

test('what is no day is nothing, and a day of another year says so', () => {
  expect([longDay('es', 'x'), shortDay('es', null), monthYear('en', '2026-13-01')]).toEqual(['—', '—', '—']);
  expect([nearDay('es', '2025-11-15', '2026-01-01'), nearDay('en', '2026-11-15', '2026-01-01')]).toEqual(['15 nov 2025', 'Nov 15']);
});
