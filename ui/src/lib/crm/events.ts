import Calendar from '@lucide/svelte/icons/calendar';
import CircleX from '@lucide/svelte/icons/circle-x';
import FileText from '@lucide/svelte/icons/file-text';
import Mail from '@lucide/svelte/icons/mail';
import MessageCircle from '@lucide/svelte/icons/message-circle';
import MessageSquareText from '@lucide/svelte/icons/message-square-text';
import Phone from '@lucide/svelte/icons/phone';
import Send from '@lucide/svelte/icons/send';
import ShoppingBag from '@lucide/svelte/icons/shopping-bag';
import Star from '@lucide/svelte/icons/star';
import Stethoscope from '@lucide/svelte/icons/stethoscope';
import Syringe from '@lucide/svelte/icons/syringe';

import type { TimelineEntry, TimelineItem } from '$lib/api/commands';
import type { Icon } from '$lib/parts/icon';
import { t, word } from '$lib/words';

import { distance, nearDay, whole } from './figures';

/** An entry of the timeline in the words of a clinic. */
export interface Told {
  icon: Icon;
  title: string;
  detail: string;
  cents?: number;
  state?: string;
  tone?: 'ok' | 'warn' | 'danger' | 'muted';
}

const contactIcons: Record<string, Icon> = {
  call: Phone,
  email: Mail,
  whatsapp: MessageCircle,
  chat: MessageCircle,
  ai_chat: MessageCircle,
  sms: MessageSquareText,
  visit: Stethoscope,
  review: Star,
  complaint: Star,
  feedback: Star,
};

const tones: Record<string, Told['tone']> = {
  positive: 'ok',
  negative: 'danger',
  no_show: 'danger',
  failed: 'danger',
  issued: 'warn',
  pending: 'warn',
  refunded: 'warn',
};

const line = (parts: (string | null | undefined | false)[]) => parts.filter(Boolean).join(' · ');
const stateOf = (value: string): Pick<Told, 'state' | 'tone'> => ({ state: word('state', value), tone: tones[value] ?? 'muted' });

/** "Royal Canin × 2, NexGard". */
function bought(items: readonly TimelineItem[]): string {
  return items
    .map((item) => (item.quantityMilli === 1000 ? item.name : `${item.name} × ${whole(item.quantityMilli / 1000)}`))
    .join(', ');
}

/** "Llamada recibida", "WhatsApp enviado"; a visit has no direction. */
function contact(kind: string, direction: string): string {
  const name = word('event', kind);
  if (kind === 'call') return `${name} ${word('direction', direction).toLowerCase()}`;
  return ['email', 'whatsapp', 'sms', 'chat', 'ai_chat'].includes(kind) ? `${name} ${word('sent', direction)}` : name;
}

/** What stands in the list for an entry. */
export function tell(entry: TimelineEntry): Told {
  switch (entry.type) {
    case 'appointment': {
      const isDone = entry.status === 'completed';
      return {
        icon: isDone ? Stethoscope : entry.status === 'scheduled' ? Calendar : CircleX,
        title: line([entry.service ?? word('visit', entry.kind), entry.petName]),
        detail: line([word('event', isDone ? 'visit' : 'appointment'), entry.staffName, entry.reason, entry.notes]),
        ...(isDone ? {} : stateOf(entry.status)),
      };
    }
    case 'invoice':
    case 'order': {
      const items = bought(entry.items);
      const service = entry.type === 'invoice' ? entry.service : null;
      return {
        icon: ShoppingBag,
        title: items || service || word('event', entry.type),
        detail: line([
          word('event', entry.type),
          entry.number,
          entry.paymentMethod && word('payment', entry.paymentMethod).toLowerCase(),
          entry.refundedCents > 0 && t('owner.refundedPart'),
        ]),
        cents: entry.totalCents - entry.refundedCents,
        ...stateOf(entry.status),
      };
    }
    case 'interaction':
      return {
        icon: contactIcons[entry.kind] ?? MessageCircle,
        title: entry.subject || entry.notes || word('event', entry.kind),
        detail: line([
          contact(entry.kind, entry.direction),
          entry.petName,
          entry.durationMinutes !== null && t('owner.minutes', { count: entry.durationMinutes }),
          entry.staffName,
          entry.subject && entry.notes,
          entry.outcome,
          entry.followUpOn && t('owner.followUpOn', { when: distance(entry.followUpOn) }),
        ]),
        ...(entry.sentiment ? stateOf(entry.sentiment) : {}),
      };
    case 'message':
      return {
        icon: Send,
        title: entry.subject || entry.body || word('event', 'message'),
        detail: line([
          `${word('channel', entry.channel)} ${word('sent', entry.direction)}`,
          entry.purpose && word('purpose', entry.purpose).toLowerCase(),
        ]),
        ...stateOf(entry.answeredAt === null ? entry.status : 'answered'),
      };
    case 'note':
      return { icon: FileText, title: entry.content, detail: line([word('event', 'note'), word('visibility', entry.visibility).toLowerCase(), entry.author]) };
    case 'vaccination':
      return {
        icon: Syringe,
        title: line([entry.vaccine, entry.petName]),
        detail: line([word('event', 'vaccination'), entry.staffName, entry.dueOn && t('owner.nextDose', { day: nearDay(entry.dueOn) })]),
      };
    case 'feedback':
      return {
        icon: Star,
        title: entry.comments || word('event', 'feedback'),
        detail: line([word('event', 'feedback'), word('serviceType', entry.serviceType).toLowerCase(), entry.rating !== null && t('owner.stars', { count: entry.rating })]),
        ...(entry.sentiment ? stateOf(entry.sentiment) : {}),
      };
  }
}
