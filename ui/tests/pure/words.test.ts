import { describe, expect, test } from 'vitest';

import { catalogs } from '$lib/words/catalog';
import { lookUp, say } from '$lib/words/say';

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
const { es = {}, en = {} } = catalogs;
const keys = Object.keys(es);

describe('the words', () => {
  test('are complete in both languages', () => {
    expect(Object.keys(en).sort()).toEqual(keys.toSorted());
  });

  test.each(keys)('%s says the same with the same placeholders', (key) => {
    expect(es[key]?.trim()).toBeTruthy();
    expect(en[key]?.trim()).toBeTruthy();
    // "one" may leave the number out ("a day").
    if (!key.endsWith('.one')) expect(placeholders(en[key]!)).toEqual(placeholders(es[key]!));
    if (key.endsWith('.one')) expect(es).toHaveProperty([key.replace(/one$/, 'other')]);
    // Among the values "other" is a word like any.
    if (key.endsWith('.other') && !key.startsWith('values.')) expect(es).toHaveProperty([key.replace(/other$/, 'one')]);
  });

  test('a count chooses its form, and a Spanish million reads as other', () => {
    expect(say('es', 'dates.ago', { count: 1 })).toBe('hace 1 día');
    expect(say('es', 'dates.ago', { count: 2 })).toBe('hace 2 días');
    expect(say('es', 'dates.ago', { count: 1_000_000 })).toBe('hace 1,000,000 días');
    expect(say('en', 'dates.ahead', { count: 12 })).toBe('in 12 days');
  });

  test('a key that is built from a value may have no word', () => {
    expect(lookUp('es', 'values.species.axolotl')).toBeUndefined();
  });
});
