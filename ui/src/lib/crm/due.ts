import type { Alert, FollowUp } from '$lib/api/contract';
import { lookUp } from '$lib/words/say';
import { preferences } from '$lib/state/preferences.svelte';
import { session } from '$lib/state/session.svelte';
import { t } from '$lib/words';

import { distance, minuteOfDay } from './figures';

/** "hoy 10:00", "hace 3 días". */
export function dueText(followUp: Pick<FollowUp, 'dueOn' | 'dueMinute'>): string {
  const isToday = followUp.dueOn === session.today;
  if (isToday && followUp.dueMinute !== null) return minuteOfDay(followUp.dueMinute);
  const time = followUp.dueMinute === null ? '' : ` ${minuteOfDay(followUp.dueMinute)}`;
  return `${distance(followUp.dueOn)}${followUp.dueOn > session.today ? time : ''}`;
}

/** "Hoy 10:00: resultado de la química". */
export function followUpText(followUp: FollowUp): string {
  const subject = followUp.subject || t('owner.followUp');
  return t('owner.followUpDue', { when: dueText(followUp), subject });
}

export const isOverdue = (followUp: FollowUp) => followUp.dueOn < session.today;

/** "Antirrábica de Max vence en 12 días". */
export function alertText(alert: Alert): string {
  const isPast = alert.on !== null && alert.on < session.today;
  const values = { pet: alert.pet ?? '', what: alert.what ?? '', when: alert.on ? distance(alert.on) : '' };
  const key = `owner.alert.${alert.kind}${isPast ? '.past' : ''}`;
  return lookUp(preferences.language, key, values) ?? values.what;
}
