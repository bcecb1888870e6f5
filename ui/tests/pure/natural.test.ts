import { expect, test } from 'vitest';

import { age, distance, longDay, nearDay, shortDay } from '$lib/words/dates';
import { addMonths, dayNumber, weekday } from '$lib/words/days';
import { readDay, readMoment } from '$lib/words/natural';

// A Monday.
const today = '2025-11-17';

test.each([
  ['hoy', '2025-11-17'],
  ['Mañana', '2025-11-18'],
  ['pasado mañana', '2025-11-19'],
  ['ayer', '2025-11-16'],
  ['lun', '2025-11-24'],
  ['el viernes', '2025-11-21'],
  ['next tue', '2025-11-18'],
  ['en 3 semanas', '2025-12-08'],
  ['dentro de dos meses', '2026-01-17'],
  ['in 10 days', '2025-11-27'],
  ['hace 2 días', '2025-11-15'],
  ['3 weeks ago', '2025-10-27'],
  ['29 nov', '2025-11-29'],
  ['12 de marzo', '2026-03-12'],
  ['12 de marzo de 2026', '2026-03-12'],
  ['Mar 12', '2026-03-12'],
  ['12/11/2025', '2025-11-12'],
  ['1/2', '2026-02-01'],
  ['2025-11-30', '2025-11-30'],
  ['el 24', '2025-11-24'],
  ['el 5', '2025-12-05'],
  ['lunes 24', '2025-11-24'],
  ['el 31', '2025-12-31'],
  ['la próxima semana', '2025-11-24'],
  ['next week', '2025-11-24'],
  ['el próximo mes', '2025-12-01'],
  ['fin de mes', '2025-11-30'],
  ['end of the month', '2025-11-30'],
])('%s is %s', (text, day) => {
  expect(readDay(text, today)).toBe(day);
});

test.each(['', 'pronto', '31/02/2026', '32 nov', 'en muchos días', '2025-13-01'])('“%s” means no day', (text) => {
  expect(readDay(text, today)).toBeUndefined();
});

test.each([
  ['lun 10am', '2025-11-24', 600],
  ['mañana 16:30', '2025-11-18', 990],
  ['el viernes a las 4 p.m.', '2025-11-21', 960],
  ['next tue at 9', '2025-11-18', 540],
  ['mañana a las 12', '2025-11-18', 720],
  ['12am', today, 0],
  ['mañana al mediodía', '2025-11-18', 720],
  ['noon', today, 720],
  ['en 3 semanas', '2025-12-08', null],
])('%s is a day and perhaps an hour', (text, day, minute) => {
  expect(readMoment(text, today)).toEqual({ day, minute });
});

test('what happened looks back, and a bare number is no hour', () => {
  expect(readMoment('lun 16:00', today, 'past')).toEqual({ day: '2025-11-10', minute: 960 });
  expect(readMoment('el 20', today, 'past')).toEqual({ day: '2025-10-20', minute: null });
  expect(readMoment('10', today)).toBeUndefined();
  expect(readMoment('lun 25:00', today)).toBeUndefined();
});

test('a birthday looks back', () => {
  expect(readDay('24 dic', today, 'past')).toBe('2024-12-24');
  expect(readDay('3/4/98', today, 'past')).toBe('1998-04-03');
  expect(readDay('lun', today, 'past')).toBe('2025-11-10');
});

test('days are read back in words', () => {
  expect(shortDay('es', '2025-11-15')).toBe('15 nov 2025');
  expect(nearDay('en', '2025-11-15', today)).toBe('Nov 15');
  expect(shortDay('en', '2024-11-05')).toBe('Nov 5, 2024');
  expect(longDay('es', today)).toBe('lunes 17 de noviembre');
  expect(longDay('en', today)).toBe('Monday, November 17');
  expect(distance('es', '2025-11-15', today)).toBe('hace 2 días');
  expect(distance('es', today, today)).toBe('hoy');
  expect(distance('es', '2025-05-01', today)).toBe('hace 6 meses');
  expect(distance('es', '2019-10-14', today)).toBe('hace 6 años');
  expect(distance('en', '2028-12-01', today)).toBe('in 3 years');
  expect(shortDay('es', '2025-09-28')).toBe('28 sep 2025');
  expect(distance('en', '2025-11-29', today)).toBe('in 12 days');
  expect(age('es', '2024-12-17', today)).toBe('11 meses');
  expect(age('es', '2020-06-14', today)).toBe('5 años');
});

test('the calendar', () => {
  expect(dayNumber('2026-10-31')).toBe(20_757);
  expect(weekday(today)).toBe(0);
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
});
