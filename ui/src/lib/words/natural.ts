import { addDays, addMonths, dayNumber, firstOfMonth, weekday, type Day } from './days';

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

/** Said of weeks and months rather than of days. */
const turns: Record<string, (today: Day) => Day> = {};
const turn = (names: string, day: (today: Day) => Day) => names.split('|').forEach((name) => (turns[name] = day));
const nextMonday = (today: Day) => addDays(today, 7 - weekday(today));
const endOfMonth = (today: Day) => addDays(firstOfMonth(addMonths(firstOfMonth(today), 1)), -1);
turn('semana|semana que viene|semana que entra|week', nextMonday);
turn('mes|mes que viene|mes que entra|month', (today) => firstOfMonth(addMonths(firstOfMonth(today), 1)));
turn('fin mes|a fin mes|fines mes|a fines mes|end month|month end', endOfMonth);

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

/** The next day with this number in its month, or the last one. */
function numbered(today: Day, date: number, leaning: Leaning): Day | undefined {
  const months = leaning === 'future' ? [0, 1, 2] : [0, -1, -2];
  const days = months.map((ahead) => addMonths(firstOfMonth(today), ahead)).map((first) => valid(Number(first.slice(0, 4)), Number(first.slice(5, 7)), date));
  return days.find((day) => day !== undefined && (leaning === 'future' ? day >= today : day <= today));
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

  const turned = turns[words];
  if (turned !== undefined) return turned(today);

  // "el 24": the next day with that number, or the last one. "lun 24" only where that is a Monday: it could be an hour.
  const dated = /^(?:(\w+) )?(\d{1,2})$/.exec(words);
  if (dated && (dated[1] === undefined ? /^\s*(el|the)\b/i.test(text) : weekdays[dated[1]] !== undefined && months[dated[1]] === undefined)) {
    const day = numbered(today, Number(dated[2]), leaning);
    return dated[1] === undefined || (day !== undefined && weekday(day) === weekdays[dated[1]]) ? day : undefined;
  }

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

const hour = /^(.*?)\s*(a las? |at )?\b(\d{1,2})(?::(\d{2}))?\s*(a\.? ?m\.?|p\.? ?m\.?|hrs?|h)?$/i;
const noon = /^(.*?)\s*(?:al? |at )?(?:mediod[ií]a|noon)$/i;

/** "lun 10am", "mañana 16:30", "en 3 semanas": the day, and the hour where there is one. An hour alone is today. */
export function readMoment(text: string, today: Day, leaning: Leaning = 'future'): Moment | undefined {
  const whole = readDay(text, today, leaning);
  if (whole !== undefined) return { day: whole, minute: null };
  const atNoon = noon.exec(text.trim());
  if (atNoon) {
    const day = (atNoon[1] ?? '').trim() === '' ? today : readDay(atNoon[1] ?? '', today, leaning);
    return day === undefined ? undefined : { day, minute: 720 };
  }
  const parts = hour.exec(text.trim());
  // A bare number is no hour: "lun 10" could be the tenth.
  if (!parts || (parts[2] === undefined && parts[4] === undefined && parts[5] === undefined)) return undefined;
  const [, before = '', , typedHour = '', typedMinute = '0', half = ''] = parts;
  const letter = half.toLowerCase().charAt(0);
  const isAfternoon = letter === 'p' && Number(typedHour) < 12;
  const isMidnight = letter === 'a' && Number(typedHour) === 12;
  const hours = isMidnight ? 0 : Number(typedHour) + (isAfternoon ? 12 : 0);
  const day = before.trim() === '' ? today : readDay(before.trim(), today, leaning);
  if (day === undefined || hours > 23 || Number(typedMinute) > 59) return undefined;
  return { day, minute: hours * 60 + Number(typedMinute) };
}
