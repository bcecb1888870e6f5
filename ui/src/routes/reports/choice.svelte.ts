import type { Lang } from '$lib/api/commands';
import { preferences } from '$lib/state/preferences.svelte';

import type { Period, PeriodName } from './periods';

/** What was last asked of the report; remembered while the window is open. */
class ReportChoice {
  name = $state<PeriodName>('monthToDate');
  own = $state.raw<Period>({ from: '1970-01-01', to: '1970-01-01' });
  language = $state<Lang>(preferences.language);
  hasList = $state(false);
}

export const reportChoice = new ReportChoice();
