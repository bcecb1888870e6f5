import type { OwnersFilters } from '$lib/api/contract';

/** Every owner who is active. */
export const everyone: OwnersFilters = {
  activity: 'active',
  cities: [],
  tags: [],
  tiers: [],
  lifecycles: [],
  risks: [],
  spentMinCents: null,
  daysSinceVisitMin: null,
  daysSinceVisitMax: null,
  species: [],
};

/** The conditions that can be added to the sentence, in the order in which they read well. */
export const conditions = ['cities', 'species', 'tags', 'tiers', 'lifecycles', 'risks', 'spent', 'away'] as const;

export type Condition = (typeof conditions)[number];

/** Whether a condition is part of the sentence. */
export function isSet(filters: OwnersFilters, condition: Condition): boolean {
  if (condition === 'spent') return filters.spentMinCents !== null;
  if (condition === 'away') return filters.daysSinceVisitMin !== null || filters.daysSinceVisitMax !== null;
  return filters[condition].length > 0;
}

/** The filters without a condition. */
export function without(filters: OwnersFilters, condition: Condition): OwnersFilters {
  if (condition === 'spent') return { ...filters, spentMinCents: null };
  if (condition === 'away') return { ...filters, daysSinceVisitMin: null, daysSinceVisitMax: null };
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
