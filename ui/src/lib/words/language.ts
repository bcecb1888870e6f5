/** The languages of the window. */
export const languages = ['es', 'en'] as const;

export type Language = (typeof languages)[number];

/** What is passed to every formatter: the webview's own locale is not to be trusted. */
export const localeOf: Record<Language, string> = { es: 'es-MX', en: 'en' };

/** Each by its own name: whoever reads no other finds it. */
const ownNames: Record<Language, string> = { es: 'Español', en: 'English' };

export const languageChoices = languages.map((value) => ({ value, label: ownNames[value] }));

export const isLanguage = (text: unknown): text is Language => text === 'es' || text === 'en';
