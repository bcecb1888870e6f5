import type { FeedbackSource } from '$lib/api/commands';

export const services = ['consultation', 'surgery', 'grooming', 'boarding', 'store', 'support', 'other'] as const;
export const sources: readonly FeedbackSource[] = ['in_person', 'phone', 'email', 'web', 'mobile', 'other'];
