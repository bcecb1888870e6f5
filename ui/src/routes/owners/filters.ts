import type { OwnerFilters } from '$lib/api/commands';

/** Every owner who is active. */
export const everyone: OwnerFilters = {
  active: 'active',
  text: null,
  cities: [],
  tags: [],
  tiers: [],
  lifecycles: [],
  risks: [],
  species: [],
  sources: [],
  spentMin: null,
  spentMax: null,
  daysMin: null,
  daysMax: null,
};

/** The conditions that can be added to the sentence, in the order in which they read well. */
export const conditions = ['cities', 'species', 'tags', 'tiers', 'lifecycles', 'risks', 'sources', 'spent', 'away'] as const;

export type Condition = (typeof conditions)[number];

/** Whether a condition is part of the sentence. */
export function isSet(filters: OwnerFilters, condition: Condition): boolean {
  if (condition === 'spent') return filters.spentMin !== null;
  if (condition === 'away') return filters.daysMin !== null || filters.daysMax !== null;
  return filters[condition].length > 0;
}

/** The filters without a condition. */
export function without(filters: OwnerFilters, condition: Condition): OwnerFilters {
  if (condition === 'spent') return { ...filters, spentMin: null };
  if (condition === 'away') return { ...filters, daysMin: null, daysMax: null };
  return { ...filters, [condition]: [] };
}

/** A typed number of pesos in cents, or nothing where it is none. */
export function centsOf(typed: string): number | null {
  const text = typed.replaceAll(/[$\s,]/g, '');
  const value = Number(text);
  return text === '' || !Number.isFinite(value) || value < 0 ? null : Math.round(value * 100);
}

/** A typed number of days, or nothing where it is none. */
export function daysOf(typed: string): number | null {
  const value = Number(typed.trim());
  return typed.trim() === '' || !Number.isInteger(value) || value < 0 ? null : value;
}
