import type { UsualVaccine, Vaccination } from '$lib/api/commands';
import { t, word } from '$lib/words';
import { addDays, daysBetween } from '$lib/words/days';

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

/** Whether no later vaccination of the same kind stands for one that is due. */
export function pending(one: Vaccination, all: readonly Vaccination[]): boolean {
  const { dueOn } = one;
  if (dueOn === null) return false;
  const since = one.givenOn ?? addDays(dueOn, -90);
  return !all.some(
    (other) =>
      other.id !== one.id && other.vaccine === one.vaccine &&
      ((other.givenOn !== null && other.givenOn > since) || (other.dueOn !== null && other.dueOn > dueOn)),
  );
}

/** The tone of a day on which a vaccination falls due. */
export function dueTone(dueOn: string, today: string): 'danger' | 'warn' | 'muted' {
  if (dueOn < today) return 'danger';
  return daysBetween(today, dueOn) <= 30 ? 'warn' : 'muted';
}

const folded = (text: string) => text.trim().toLowerCase().normalize('NFD').replaceAll(/\p{Diacritic}/gu, '');

/** When the next of a vaccine falls due after its usual interval. */
export function nextDue(vaccine: string, givenOn: string | null, usual: readonly UsualVaccine[]): { day: string; days: number } | undefined {
  const known = usual.find((one) => folded(one.vaccine) === folded(vaccine));
  if (givenOn === null || known === undefined) return undefined;
  return { day: addDays(givenOn, known.days), days: known.days };
}
