import type { OwnerFigures } from '$lib/api/commands';
import { t } from '$lib/words';

import { decimal } from './figures';

/** "Viene cada 45 días; lleva 92."; nothing of who came too seldom to have a habit. */
export function visitHabit({ daysBetweenVisits, daysSinceLastVisit }: OwnerFigures): string | undefined {
  if (daysBetweenVisits === null) return undefined;
  const days = decimal(daysBetweenVisits);
  return daysSinceLastVisit !== null && daysSinceLastVisit > daysBetweenVisits
    ? t('owner.habitLate', { days, since: daysSinceLastVisit })
    : t('owner.habitVisits', { days });
}
