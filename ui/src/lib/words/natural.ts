import { addDays, addMonths, dayNumber, weekday, type Day } from './days';

/** Whether a day without a year, or a weekday, means the coming one or the one gone by. */
export type Leaning = 'future' | 'past';

const weekdays: Record<string, number> = {};
const months: Record<string, number> = {};
const listed = (into: Record<string, number>, names: string) =>
  names.split(' ').forEach((group, index) => group.split('|').forEach((name) => (into[name] = index)));

listed(
  weekdays,
  'lunes|lun|monday|mon martes|mar|tuesday|tue|tues miercoles|mie|wednesday|wed jueves|jue|thursday|thu|thurs viernes|vie|friday|fri sabado|sab|saturday|sat domingo|dom|sunday|sun',
);
listed(
  months,
  'enero|ene|january|jan febrero|feb|february marzo|mar|march abril|abr|april|apr mayo|may junio|jun|june julio|jul|july agosto|ago|august|aug septiembre|setiembre|sep|sept|september octubre|oct|october noviembre|nov|november diciembre|dic|december|dec',
);

const numbers: Record<string, number> = {
  un: 1, una: 1, uno: 1, a: 1, an: 1, one: 1, dos: 2, two: 2, tres: 3, three: 3, cuatro: 4, four: 4, cinco: 5, five: 5,
  seis: 6, six: 6, siete: 7, seven: 7, ocho: 8, eight: 8, diez: 10, ten: 10, quince: 15,
};

const spoken: Record<string, number> = {
  hoy: 0, today: 0, manana: 1, tomorrow: 1, 'pasado manana': 2, 'day after tomorrow': 2, ayer: -1, yesterday: -1,
  antier: -2, anteayer: -2,
};

const count = (text: string): number => numbers[text] ?? (/^\d{1,4}$/.test(text) ? Number(text) : Number.NaN);

function shifted(today: Day, amount: number, unit: string): Day | undefined {
  if (Number.isNaN(amount)) return undefined;
  if (/^(dias?|days?|d)$/.test(unit)) return addDays(today, amount);
  if (/^(semanas?|weeks?|sem|w)$/.test(unit)) return addDays(today, amount * 7);
  if (/^(mes|meses|months?|m)$/.test(unit)) return addMonths(today, amount);
  if (/^(anos?|years?|y)$/.test(unit)) return addMonths(today, amount * 12);
  return undefined;
}

function valid(year: number, month: number, date: number): Day | undefined {
  const day = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  return Number.isNaN(dayNumber(day)) ? undefined : day;
}

function withYear(today: Day, month: number, date: number, year: string | undefined, leaning: Leaning): Day | undefined {
  if (year !== undefined) {
    const typed = Number(year);
    const century = typed + 2000 > Number(today.slice(0, 4)) + (leaning === 'future' ? 50 : 0) ? 1900 : 2000;
    return valid(year.length === 2 ? typed + century : typed, month, date);
  }
  const thisYear = Number(today.slice(0, 4));
  const day = valid(thisYear, month, date);
  if (day === undefined) return undefined;
  if (leaning === 'future' && day < today) return valid(thisYear + 1, month, date);
  if (leaning === 'past' && day > today) return valid(thisYear - 1, month, date);
  return day;
}

/**
 * The day meant by what a person types: "lun", "mañana", "en 3 semanas", "hace 2 días", "12 nov", "12/11/2025",
 * "2025-11-12". Day before month, as in Mexico. Nothing where the text means no day.
 */
export function readDay(text: string, today: Day, leaning: Leaning = 'future'): Day | undefined {
  const words = text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .replaceAll(/[,.]/g, ' ')
    .replaceAll(/\b(el|la|de|del|proximo|proxima|next|last|pasado(?! manana)|on|the|of)\b/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (words === '') return undefined;
  const known = spoken[words];
  if (known !== undefined) return addDays(today, known);

  const named = weekdays[words];
  if (named !== undefined) {
    const ahead = (named - weekday(today) + 7) % 7 || 7;
    return addDays(today, leaning === 'future' ? ahead : ahead - 7 || -7);
  }

  const ahead = /^(?:en|in|dentro)? ?(\w+) (\w+)$/.exec(words);
  const ago = /^(?:hace (\w+) (\w+)|(\w+) (\w+) ago)$/.exec(words);
  if (ago) return shifted(today, -count(ago[1] ?? ago[3] ?? ''), ago[2] ?? ago[4] ?? '');
  if (ahead) {
    const day = shifted(today, count(ahead[1] ?? ''), ahead[2] ?? '');
    if (day !== undefined) return day;
  }

  const isoDay = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(words);
  if (isoDay) return valid(Number(isoDay[1]), Number(isoDay[2]), Number(isoDay[3]));
  const numeric = /^(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}|\d{2}))?$/.exec(words);
  if (numeric) return withYear(today, Number(numeric[2]), Number(numeric[1]), numeric[3], leaning);
  const written = /^(\d{1,2}) ([a-z]+)(?: (\d{4}|\d{2}))?$/.exec(words);
  const american = /^([a-z]+) (\d{1,2})(?: (\d{4}))?$/.exec(words);
  const month = months[written?.[2] ?? american?.[1] ?? ''];
  if (month === undefined) return undefined;
  return withYear(today, month + 1, Number(written?.[1] ?? american?.[2]), written?.[3] ?? american?.[3], leaning);
}

/** A day, and the minute of it where an hour was typed. */
export interface Moment {
  day: Day;
  minute: number | null;
}

const hour = /^(.*?)\s*(?:a las |at )?\b(\d{1,2})(?::(\d{2}))?\s*(am|pm|hrs?|h)?$/i;

/** "lun 10am", "mañana 16:30", "en 3 semanas": the day, and the hour where there is one. An hour alone is today. */
export function readMoment(text: string, today: Day): Moment | undefined {
  const whole = readDay(text, today);
  if (whole !== undefined) return { day: whole, minute: null };
  const parts = hour.exec(text.trim());
  // A bare number is no hour: "lun 10" could be the tenth.
  if (!parts || (parts[3] === undefined && parts[4] === undefined)) return undefined;
  const [, before = '', typedHour = '', typedMinute = '0', half = ''] = parts;
  const isAfternoon = half.toLowerCase() === 'pm' && Number(typedHour) < 12;
  const isMidnight = half.toLowerCase() === 'am' && Number(typedHour) === 12;
  const hours = isMidnight ? 0 : Number(typedHour) + (isAfternoon ? 12 : 0);
  const day = before.trim() === '' ? today : readDay(before.trim(), today);
  if (day === undefined || hours > 23 || Number(typedMinute) > 59) return undefined;
  return { day, minute: hours * 60 + Number(typedMinute) };
}
