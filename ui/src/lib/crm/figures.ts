import { preferences } from '$lib/state/preferences.svelte';
import { session } from '$lib/state/session.svelte';
import * as dates from '$lib/words/dates';
import * as figures from '$lib/words/figures';

/* Figures and days as this clinic writes them: its language, currency and day; reactive in a template. */

type Maybe<T> = T | null | undefined;

export const amount = (cents: Maybe<number>) => figures.amount(preferences.locale, cents);
export const price = (cents: Maybe<number>) => figures.price(preferences.locale, cents, session.currency);
export const sign = () => figures.currencySign(preferences.locale, session.currency);
export const whole = (value: Maybe<number>) => figures.whole(preferences.locale, value);
export const decimal = (value: Maybe<number>) => figures.decimal(preferences.locale, value);
export const percent = (share: Maybe<number>) => figures.percent(preferences.locale, share);
export const shortDay = (day: Maybe<string>) => dates.shortDay(preferences.language, day);
export const nearDay = (day: Maybe<string>) => dates.nearDay(preferences.language, day, session.today);
export const longDay = (day: string) => dates.longDay(preferences.language, day);
export const weekdayAndDate = (day: string) => dates.weekdayAndDate(preferences.language, day);
export const monthYear = (day: Maybe<string>) => dates.monthYear(preferences.language, day);
export const shortMonth = (day: Maybe<string>) => dates.shortMonth(preferences.language, day);
export const distance = (day: Maybe<string>) => dates.distance(preferences.language, day, session.today);
export const age = (born: Maybe<string>) => dates.age(preferences.language, born, session.today);
export const clock = (ms: number) => dates.clock(preferences.language, ms, session.zone);
export const instantOf = (day: string, minute: number) => dates.instantOf(day, minute, session.zone);
export const dayOf = (ms: number) => dates.dayOf(ms, session.zone);

/** A minute of the day: "9:05". */
export const minuteOfDay = (minute: number) => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
