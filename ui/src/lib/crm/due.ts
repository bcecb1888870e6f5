import Cake from '@lucide/svelte/icons/cake';
import ListTodo from '@lucide/svelte/icons/list-todo';
import MessageCircle from '@lucide/svelte/icons/message-circle';
import PawPrint from '@lucide/svelte/icons/paw-print';
import Syringe from '@lucide/svelte/icons/syringe';
import UserX from '@lucide/svelte/icons/user-x';

import type { Alert, FollowUp } from '$lib/api/commands';
import type { Icon } from '$lib/parts/icon';
import { session } from '$lib/state/session.svelte';
import { t, word } from '$lib/words';
import { addDays } from '$lib/words/days';

import { dayOf, distance, minuteOfDay, shortDay } from './figures';

/** "10:00" of today, "hace 3 días", "en 3 días 10:00". */
export function dueText(followUp: Pick<FollowUp, 'on' | 'minute'>): string {
  const isToday = followUp.on === session.today;
  if (isToday && followUp.minute !== null) return minuteOfDay(followUp.minute);
  const time = followUp.minute === null ? '' : ` ${minuteOfDay(followUp.minute)}`;
  return `${distance(followUp.on)}${followUp.on > session.today ? time : ''}`;
}

export const isOverdue = (followUp: Pick<FollowUp, 'on'>) => followUp.on < session.today;

export type FollowUpAlert = Extract<Alert, { type: 'follow_up' }>;
export const isFollowUp = (alert: Alert): alert is FollowUpAlert => alert.type === 'follow_up';

/** What wants attention, in a sentence: "Antirrábica de Max vence en 12 días". */
export function alertText(alert: Alert): string {
  switch (alert.type) {
    case 'deactivated':
      return t('owner.alert.deactivated');
    case 'blocked':
      return t('owner.alert.blocked');
    case 'follow_up':
      return t('owner.followUpDue', { when: dueText(alert), subject: alert.subject || t('owner.followUp') });
    case 'unanswered':
      return t('owner.alert.unanswered', { body: alert.body });
    case 'vaccination': {
      const { vaccine, petName, dueOn, daysLeft } = alert.due;
      const key = daysLeft < 0 ? 'owner.alert.vaccinationPast' : 'owner.alert.vaccination';
      return t(key, { what: vaccine, pet: petName, when: distance(dueOn) });
    }
    case 'birthday':
      return t('owner.alert.birthday', { name: alert.name, turns: alert.turns, when: distance(addDays(session.today, alert.daysLeft)) });
    case 'deceased':
      return t('owner.alert.deceased', { name: alert.name, when: distance(alert.on) });
  }
}

/** The line under the sentence. */
export function alertDetail(alert: Alert): string {
  if (alert.type === 'vaccination') return `${shortDay(alert.due.dueOn)} · ${t('owner.notBooked')}`;
  if (alert.type === 'unanswered') return `${word('channel', alert.channel)} · ${distance(dayOf(alert.at))}`;
  if (alert.type === 'follow_up') return alert.petName ?? '';
  return '';
}

export const alertTone = (alert: Alert): 'warn' | 'danger' | 'muted' => {
  if (alert.type === 'follow_up') return alert.daysLate > 0 ? 'danger' : 'muted';
  if (alert.type === 'vaccination') return alert.due.daysLeft < 0 ? 'danger' : 'warn';
  return alert.type === 'birthday' || alert.type === 'deceased' ? 'muted' : 'warn';
};

const icons: Record<Alert['type'], Icon> = {
  deactivated: UserX,
  blocked: UserX,
  follow_up: ListTodo,
  unanswered: MessageCircle,
  vaccination: Syringe,
  birthday: Cake,
  deceased: PawPrint,
};

export const alertIcon = (alert: Alert): Icon => icons[alert.type];
