import type { DueFilter, PetFilters as Filters, PetStatus } from '$lib/api/commands';

/** All filters, those that narrow nothing too. */
export type PetFilters = Required<Filters>;

/** Every pet that lives here. */
export const everyPet: PetFilters = { text: null, species: [], statuses: ['active'], due: null, monthsMin: null, monthsMax: null };

/** The pets that a list shows by their state. */
export const states = ['active', 'deceased', 'transferred', 'all'] as const;
export type State = (typeof states)[number];

export const stateOf = (filters: PetFilters): State => (filters.statuses.length > 1 ? 'all' : (filters.statuses[0] ?? 'active'));
export const statusesOf = (state: State): PetStatus[] => (state === 'all' ? ['active', 'deceased', 'transferred'] : [state]);

/** By their vaccinations. */
export const dues = ['overdue', 'soon', 'none'] as const satisfies readonly DueFilter[];

/** Stages of life: from the first month of each to the last. */
export const ages = {
  baby: { monthsMin: null, monthsMax: 11 },
  young: { monthsMin: 12, monthsMax: 83 },
  senior: { monthsMin: 84, monthsMax: null },
} as const;
export type Stage = keyof typeof ages;

export function stageOf(filters: PetFilters): Stage | '' {
  const found = Object.entries(ages).find(([, limits]) => limits.monthsMin === filters.monthsMin && limits.monthsMax === filters.monthsMax);
  return found ? (found[0] as Stage) : '';
}

export const isNarrowed = (filters: PetFilters): boolean => JSON.stringify(filters) !== JSON.stringify(everyPet);
