import type spanish from './es';

import actions from '$locales/en/actions.json';
import agenda from '$locales/en/agenda.json';
import dashboard from '$locales/en/dashboard.json';
import dates from '$locales/en/dates.json';
import duplicates from '$locales/en/duplicates.json';
import errors from '$locales/en/errors.json';
import feedback from '$locales/en/feedback.json';
import followUps from '$locales/en/followUps.json';
import history from '$locales/en/history.json';
import importing from '$locales/en/import.json';
import insights from '$locales/en/insights.json';
import keys from '$locales/en/keys.json';
import loyalty from '$locales/en/loyalty.json';
import owner from '$locales/en/owner.json';
import owners from '$locales/en/owners.json';
import papers from '$locales/en/papers.json';
import pets from '$locales/en/pets.json';
import progress from '$locales/en/progress.json';
import reporting from '$locales/en/reporting.json';
import sales from '$locales/en/sales.json';
import search from '$locales/en/search.json';
import segments from '$locales/en/segments.json';
import settings from '$locales/en/settings.json';
import shell from '$locales/en/shell.json';
import start from '$locales/en/start.json';
import tags from '$locales/en/tags.json';
import today from '$locales/en/today.json';
import values from '$locales/en/values.json';

/** Every text in English: one that is missing fails here. */
const words: typeof spanish = {
  ...actions,
  ...agenda,
  ...dashboard,
  ...dates,
  ...duplicates,
  ...errors,
  ...feedback,
  ...followUps,
  ...history,
  ...importing,
  ...insights,
  ...keys,
  ...loyalty,
  ...owner,
  ...owners,
  ...papers,
  ...pets,
  ...progress,
  ...reporting,
  ...sales,
  ...search,
  ...segments,
  ...settings,
  ...shell,
  ...start,
  ...tags,
  ...today,
  ...values,
};

export default words;
