/** The languages of the window. */
export const languages = ['es', 'en'] as const;

export type Language = (typeof languages)[number];

/** What is passed to every formatter: the webview's own locale is not to be trusted. */
export const localeOf: Record<Language, string> = { es: 'es-MX', en: 'en' };

export const isLanguage = (text: unknown): text is Language => text === 'es' || text === 'en';
