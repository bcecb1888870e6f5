import { describe, expect, test } from 'vitest';

import { catalogs } from '$lib/words/catalog';
import { lookUp, say } from '$lib/words/say';

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
const areas = Object.keys(catalogs.es);

describe('the words', () => {
  test.each(areas)('%s has the same keys and placeholders in both languages', (area) => {
    const [es, en] = [catalogs.es[area]!, catalogs.en[area]!];
    expect(Object.keys(en).sort()).toEqual(Object.keys(es).sort());
    for (const key of Object.keys(es)) {
      expect(es[key], key).not.toBe('');
      expect(en[key], key).not.toBe('');
      // "one" may leave the number out ("a day").
      if (!key.endsWith('.one')) expect(placeholders(en[key]!), key).toEqual(placeholders(es[key]!));
    }
  });

  test.each(areas)('%s has both forms of every text that counts', (area) => {
    for (const key of Object.keys(catalogs.es[area]!)) {
      if (key.endsWith('.one')) expect(catalogs.es[area], key).toHaveProperty([key.replace(/one$/, 'other')]);
      if (key.endsWith('.other')) expect(catalogs.es[area], key).toHaveProperty([key.replace(/other$/, 'one')]);
    }
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
