/** Icon and tone of what a contact is made by, and of a tier. */
import Mail from '@lucide/svelte/icons/mail';
import MessageCircle from '@lucide/svelte/icons/message-circle';
import MessageSquareText from '@lucide/svelte/icons/message-square-text';
import Phone from '@lucide/svelte/icons/phone';

import type { Icon } from '$lib/parts/icon';

export const channelIcons: Record<string, Icon> = {
  phone: Phone,
  whatsapp: MessageCircle,
  email: Mail,
  sms: MessageSquareText,
};

export const channelIcon = (channel: string): Icon => channelIcons[channel] ?? Phone;

/** The tone of a risk of leaving, where it is worth a colour. */
export const riskTone = (risk: string) => ({ low: 'ok', medium: 'warn', high: 'danger' })[risk] ?? 'muted';
