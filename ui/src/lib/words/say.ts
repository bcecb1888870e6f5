import { catalogs, type WordKey } from './catalog';
import { grouped } from './grouped';
import { localeOf, type Language } from './language';

export type Values = Record<string, string | number>;

const number: Partial<Record<Language, Intl.NumberFormat>> = {};

/** Both languages say one of one thing only. */
const pluralForm = (count: number) => (count === 1 ? 'one' : 'other');

/** A whole number or a decimal, grouped as the language does. */
function sayNumber(language: Language, value: number): string {
  if (Number.isSafeInteger(value)) return grouped(value);
  number[language] ??= new Intl.NumberFormat(localeOf[language], { maximumFractionDigits: 2 });
  return number[language].format(value);
}

/** The text of `key` in `language`, if there is one: for keys that are built from a value. */
export function lookUp(language: Language, key: string, values: Values = {}): string | undefined {
  const words = catalogs[language] ?? {};
  const count = values.count;
  const text = words[key] ?? (typeof count === 'number' ? words[`${key}.${pluralForm(count)}`] : undefined);
  if (!text?.includes('{')) return text;
  return text.replaceAll(/\{(\w+)\}/g, (_, placeholder: string) => {
    const value = values[placeholder];
    return typeof value === 'number' ? sayNumber(language, value) : (value ?? '');
  });
}

/** The text of `key` in `language`. */
export function say(language: Language, key: WordKey, values: Values = {}): string {
  return lookUp(language, key, values) ?? '';
}
