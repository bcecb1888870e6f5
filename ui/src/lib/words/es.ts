import actions from '$locales/es/actions.json';
import agenda from '$locales/es/agenda.json';
import dashboard from '$locales/es/dashboard.json';
import dates from '$locales/es/dates.json';
import duplicates from '$locales/es/duplicates.json';
import errors from '$locales/es/errors.json';
import feedback from '$locales/es/feedback.json';
import followUps from '$locales/es/followUps.json';
import history from '$locales/es/history.json';
import importing from '$locales/es/import.json';
import insights from '$locales/es/insights.json';
import keys from '$locales/es/keys.json';
import loyalty from '$locales/es/loyalty.json';
import owner from '$locales/es/owner.json';
import owners from '$locales/es/owners.json';
import papers from '$locales/es/papers.json';
import pets from '$locales/es/pets.json';
import progress from '$locales/es/progress.json';
import reporting from '$locales/es/reporting.json';
import sales from '$locales/es/sales.json';
import search from '$locales/es/search.json';
import segments from '$locales/es/segments.json';
import settings from '$locales/es/settings.json';
import shell from '$locales/es/shell.json';
import start from '$locales/es/start.json';
import tags from '$locales/es/tags.json';
import today from '$locales/es/today.json';
import values from '$locales/es/values.json';

/** Every text in Spanish. It is the default language, so its keys are the type. */
const words = {
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
