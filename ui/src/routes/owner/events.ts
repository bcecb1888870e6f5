import Calendar from '@lucide/svelte/icons/calendar';
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

import type { Icon } from '$lib/parts/icon';

const icons: Record<string, Icon> = {
  appointment: Calendar,
  visit: Stethoscope,
  invoice: ShoppingBag,
  order: ShoppingBag,
  call: Phone,
  email: Mail,
  whatsapp: MessageCircle,
  chat: MessageCircle,
  ai_chat: MessageCircle,
  sms: MessageSquareText,
  message: Send,
  note: FileText,
  feedback: Star,
  review: Star,
  complaint: Star,
  vaccination: Syringe,
};

export const eventIcon = (kind: string): Icon => icons[kind] ?? FileText;

const tones: Record<string, string> = {
  positive: 'ok',
  negative: 'danger',
  no_show: 'danger',
  issued: 'warn',
  pending: 'warn',
  refunded: 'warn',
  failed: 'danger',
};

/** The colour of a state, which its word carries too. */
export const eventTone = (state: string): string => tones[state] ?? 'muted';
