import { lookUp } from './say';
import { daysBetween, dayNumber, monthsOld, weekday, type Day } from './days';
import { nothing } from './figures';
import { localeOf, type Language } from './language';

/** The names of a month and of a weekday. Not the engine's: it takes longer to be asked for the first than a screen to be drawn. */
const nameOf = (language: Language, list: 'months' | 'weekdays', index: number) =>
  lookUp(language, `dates.names.${list}`)?.split(' ')[index] ?? '';
const month = (language: Language, day: Day) => nameOf(language, 'months', Number(day.slice(5, 7)) - 1);
const isDay = (day: Day | null | undefined): day is Day => !!day && !Number.isNaN(dayNumber(day));

/** "15 nov"; "Nov 15". */
function dayOfYear(language: Language, day: Day): string {
  const [name, date] = [month(language, day).slice(0, 3), Number(day.slice(8))];
  return language === 'es' ? `${date} ${name}` : `${name} ${date}`;
}

/** "15 nov 2025"; "Nov 15, 2025": as reports write it. */
export function shortDay(language: Language, day: Day | null | undefined): string {
  if (!isDay(day)) return nothing;
  return `${dayOfYear(language, day)}${language === 'es' ? '' : ','} ${day.slice(0, 4)}`;
}

/** "15 nov", with the year where it is not the one of today. */
export function nearDay(language: Language, day: Day | null | undefined, today: Day): string {
  if (!isDay(day)) return nothing;
  return day.slice(0, 4) === today.slice(0, 4) ? dayOfYear(language, day) : shortDay(language, day);
}

/** "lunes 17 de noviembre"; "Monday, November 17". */
export function longDay(language: Language, day: Day): string {
  if (!isDay(day)) return nothing;
  const [name, date] = [nameOf(language, 'weekdays', weekday(day)), Number(day.slice(8))];
  return language === 'es' ? `${name} ${date} de ${month(language, day)}` : `${name}, ${month(language, day)} ${date}`;
}

/** "lun 17": the head of a day's column. */
export function weekdayAndDate(language: Language, day: Day): string {
  return isDay(day) ? `${nameOf(language, 'weekdays', weekday(day)).slice(0, 3)} ${Number(day.slice(8))}` : nothing;
}

/** "marzo de 2023". */
export function monthYear(language: Language, day: Day | null | undefined): string {
  return isDay(day) ? `${month(language, day)} ${language === 'es' ? 'de ' : ''}${day.slice(0, 4)}` : nothing;
}

/** "nov 2025". */
export function shortMonth(language: Language, day: Day | null | undefined): string {
  return isDay(day) ? `${month(language, day).slice(0, 3)} ${day.slice(0, 4)}` : nothing;
}

/** "hoy", "hace 2 días", "en 12 días". */
export function distance(language: Language, day: Day | null | undefined, today: Day): string {
  if (!day) return nothing;
  const days = daysBetween(today, day);
  const name = ['yesterday', 'today', 'tomorrow'][days + 1];
  if (name !== undefined) return lookUp(language, `dates.${name}`) ?? '';
  const far = Math.abs(days);
  const key = days < 0 ? 'dates.ago' : 'dates.ahead';
  // Nobody counts a year in days.
  if (far <= 180) return lookUp(language, key, { count: far }) ?? '';
  const months = days < 0 ? monthsOld(day, today) : monthsOld(today, day);
  const isLong = months >= 24;
  return lookUp(language, key + (isLong ? 'Years' : 'Months'), { count: isLong ? Math.floor(months / 12) : months }) ?? '';
}

/** An age in the words of a clinic: months until two, then years. */
export function age(language: Language, born: Day | null | undefined, today: Day): string {
  if (!born) return '';
  const months = Math.max(0, monthsOld(born, today));
  if (months < 24) return lookUp(language, 'dates.months', { count: months }) ?? '';
  return lookUp(language, 'dates.years', { count: Math.floor(months / 12) }) ?? '';
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(language: Language, zone: string): Intl.DateTimeFormat {
  const key = `${language} ${zone}`;
  const known = clocks.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(localeOf[language], { hour: 'numeric', minute: '2-digit', hourCycle: 'h23', timeZone: zone });
  clocks.set(key, made);
  return made;
}

/** The time of an instant on the clinic's clock: "9:42". */
export function clock(language: Language, ms: number, zone: string): string {
  return clockOf(language, zone).format(ms).replace(/^0(\d)/, '$1');
}

/** The day of an instant on the clinic's calendar. From its parts: engines differ in how they write a locale's date. */
export function dayOf(ms: number, zone: string): Day {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(ms);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** The instant at which the clinic's clock shows a minute of a day. */
export function instantOf(day: Day, minute: number, zone: string): number {
  const shown = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
  });
  const wanted = dayNumber(day) * 86_400_000 + minute * 60_000;
  const off = (ms: number) => {
    const part = Object.fromEntries(shown.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day, part.hour, part.minute) - ms;
  };
  // Twice: where the clock was changed in between, the first look was at the other side of it.
  const first = wanted - off(wanted);
  return wanted - off(first);
}
