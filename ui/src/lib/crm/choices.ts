import { t, word, type WordKey } from '$lib/words';

/** The values of the domain's lists, in the order in which they are offered. */
export const lists = {
  kind: ['individual', 'corporate'],
  species: ['dog', 'cat', 'bird', 'rabbit', 'reptile', 'rodent', 'fish', 'horse', 'other'],
  sex: ['male', 'female'],
  petStatus: ['active', 'deceased', 'transferred'],
  language: ['es', 'en', 'fr', 'ar'],
  channel: ['whatsapp', 'phone', 'email', 'sms'],
  contactTime: ['morning', 'afternoon', 'evening'],
  reminder: ['none', '2h', '24h', '48h', '1w'],
  source: ['referral', 'google', 'facebook', 'instagram', 'walk_in', 'event', 'other'],
  visibility: ['internal', 'printable', 'private'],
  tier: ['new', 'regular', 'vip', 'professional'],
  risk: ['low', 'medium', 'high', 'none'],
  lifecycle: ['lead', 'first_visit', 'active', 'vip', 'at_risk', 'churned', 'closed'],
  sentiment: ['positive', 'neutral', 'negative'],
  direction: ['inbound', 'outbound'],
} as const satisfies Record<string, readonly string[]>;

export interface Choice {
  value: string;
  label: string;
}

/** A list as the options of a control; a value kept from elsewhere that the list lacks is offered too. */
export function choices(list: keyof typeof lists, kept?: string): Choice[] {
  const values: readonly string[] = lists[list];
  const all = kept && !values.includes(kept) ? [...values, kept] : values;
  return all.map((value) => ({ value, label: word(list, value) }));
}

/** The same, beginning with nothing. */
export function optionalChoices(list: keyof typeof lists, kept?: string, nothing: WordKey = 'actions.unknown'): Choice[] {
  return [{ value: '', label: t(nothing) }, ...choices(list, kept)];
}
