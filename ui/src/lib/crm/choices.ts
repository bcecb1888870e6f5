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

type Lists = typeof lists;
type Value<K extends keyof Lists> = Lists[K][number];

export interface Choice<T = string> {
  value: T;
  label: string;
}

/** A list as the options of a control. */
export function choices<K extends keyof Lists>(list: K): Choice<Value<K>>[] {
  return lists[list].map((value: Value<K>) => ({ value, label: word(list, value) }));
}

/** A list that may grow: a value kept from elsewhere that it lacks is offered too. */
export function openChoices(list: 'species' | 'language', kept: string): Choice[] {
  const values: readonly string[] = lists[list];
  return [...new Set([...values, kept])].map((value) => ({ value, label: word(list, value) }));
}

/** The options of a control that may stay without a value. */
export function optionalChoices<K extends keyof Lists>(list: K, nothing: WordKey = 'actions.unknown'): Choice<Value<K> | ''>[] {
  return [{ value: '', label: t(nothing) }, ...choices(list)];
}
