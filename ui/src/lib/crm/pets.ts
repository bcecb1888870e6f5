import { t, word } from '$lib/words';

import { age, decimal } from './figures';

interface Described {
  name: string;
  species: string;
  breed: string | null;
  birthOn: string | null;
  sex?: string | null;
  weightG?: number | null;
}

const known = (parts: (string | null | undefined)[]) => parts.filter(Boolean).join(', ');

export const weight = (grams: number | null | undefined) => (grams ? `${decimal(grams / 1000)} kg` : '');

/** "poodle, macho, 6.8 kg"; the species where the breed is not known. */
export function describe(pet: Described): string {
  const sex = pet.sex ? word('sex', pet.sex) : '';
  return known([pet.breed ?? word('species', pet.species).toLowerCase(), sex.toLowerCase(), weight(pet.weightG)]);
}

/** The pets of an owner in one line: one in words, several by name. */
export function line(pets: readonly Described[]): string {
  const [first] = pets;
  if (first === undefined) return t('owner.noPets');
  if (pets.length > 1) return pets.map((pet) => pet.name).join(', ');
  const kind = first.breed ?? (first.species ? word('species', first.species) : '');
  return known([first.name, kind.toLowerCase(), age(first.birthOn)]);
}
