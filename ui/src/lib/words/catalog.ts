import type spanish from './es';
import type { Language } from './language';

type PluralStem<K extends string> = K extends `${infer Stem}.one` ? Stem : K extends `${string}.other` ? never : K;

/** Every text there is; the two forms of a text that counts are one key. */
export type WordKey = PluralStem<keyof typeof spanish>;

/** The texts of each language that was learned. */
export const catalogs: Partial<Record<Language, Partial<Record<string, string>>>> = {};

// begin.js has the file of the language read beforehand, by its name.
const read = { es: () => import('./es'), en: () => import('./en') };

/** Reads a language; what is said in it is said from then on. */
export async function learn(language: Language): Promise<void> {
  catalogs[language] ??= (await read[language]()).default;
}
