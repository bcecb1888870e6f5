import type { Language } from './language';

import esActions from '$locales/es/actions.json';
import esAgenda from '$locales/es/agenda.json';
import esDashboard from '$locales/es/dashboard.json';
import esDates from '$locales/es/dates.json';
import esDuplicates from '$locales/es/duplicates.json';
import esErrors from '$locales/es/errors.json';
import esFeedback from '$locales/es/feedback.json';
import esFollowUps from '$locales/es/followUps.json';
import esHistory from '$locales/es/history.json';
import esImport from '$locales/es/import.json';
import esInsights from '$locales/es/insights.json';
import esKeys from '$locales/es/keys.json';
import esLoyalty from '$locales/es/loyalty.json';
import esOwner from '$locales/es/owner.json';
import esOwners from '$locales/es/owners.json';
import esPapers from '$locales/es/papers.json';
import esPets from '$locales/es/pets.json';
import esProgress from '$locales/es/progress.json';
import esReporting from '$locales/es/reporting.json';
import esSales from '$locales/es/sales.json';
import esSearch from '$locales/es/search.json';
import esSegments from '$locales/es/segments.json';
import esSettings from '$locales/es/settings.json';
import esShell from '$locales/es/shell.json';
import esStart from '$locales/es/start.json';
import esTags from '$locales/es/tags.json';
import esToday from '$locales/es/today.json';
import esValues from '$locales/es/values.json';

import enActions from '$locales/en/actions.json';
import enAgenda from '$locales/en/agenda.json';
import enDashboard from '$locales/en/dashboard.json';
import enDates from '$locales/en/dates.json';
import enDuplicates from '$locales/en/duplicates.json';
import enErrors from '$locales/en/errors.json';
import enFeedback from '$locales/en/feedback.json';
import enFollowUps from '$locales/en/followUps.json';
import enHistory from '$locales/en/history.json';
import enImport from '$locales/en/import.json';
import enInsights from '$locales/en/insights.json';
import enKeys from '$locales/en/keys.json';
import enLoyalty from '$locales/en/loyalty.json';
import enOwner from '$locales/en/owner.json';
import enOwners from '$locales/en/owners.json';
import enPapers from '$locales/en/papers.json';
import enPets from '$locales/en/pets.json';
import enProgress from '$locales/en/progress.json';
import enReporting from '$locales/en/reporting.json';
import enSales from '$locales/en/sales.json';
import enSearch from '$locales/en/search.json';
import enSegments from '$locales/en/segments.json';
import enSettings from '$locales/en/settings.json';
import enShell from '$locales/en/shell.json';
import enStart from '$locales/en/start.json';
import enTags from '$locales/en/tags.json';
import enToday from '$locales/en/today.json';
import enValues from '$locales/en/values.json';

const es = {
  ...esActions,
  ...esAgenda,
  ...esDashboard,
  ...esDates,
  ...esDuplicates,
  ...esErrors,
  ...esFeedback,
  ...esFollowUps,
  ...esHistory,
  ...esImport,
  ...esInsights,
  ...esKeys,
  ...esLoyalty,
  ...esOwner,
  ...esOwners,
  ...esPapers,
  ...esPets,
  ...esProgress,
  ...esReporting,
  ...esSales,
  ...esSearch,
  ...esSegments,
  ...esSettings,
  ...esShell,
  ...esStart,
  ...esTags,
  ...esToday,
  ...esValues,
};

type PluralStem<K extends string> = K extends `${infer Stem}.one` ? Stem : K extends `${string}.other` ? never : K;

/** Every text there is; the two forms of a text that counts are one key. */
export type WordKey = PluralStem<keyof typeof es>;

// Spanish is the default language, so its keys are the type: one that is missing in English fails here.
const en: typeof es = {
  ...enActions,
  ...enAgenda,
  ...enDashboard,
  ...enDates,
  ...enDuplicates,
  ...enErrors,
  ...enFeedback,
  ...enFollowUps,
  ...enHistory,
  ...enImport,
  ...enInsights,
  ...enKeys,
  ...enLoyalty,
  ...enOwner,
  ...enOwners,
  ...enPapers,
  ...enPets,
  ...enProgress,
  ...enReporting,
  ...enSales,
  ...enSearch,
  ...enSegments,
  ...enSettings,
  ...enShell,
  ...enStart,
  ...enTags,
  ...enToday,
  ...enValues,
};

export const catalogs: Record<Language, Partial<Record<string, string>>> = { es, en };
