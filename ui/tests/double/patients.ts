import type {
  Done, DueFilter, Family, Farewell, Pet, PetCard, PetFilters, PetRow, PetsQuery, Said, TransferInput, Vaccination, VaccinationInput,
} from '$lib/api/commands';
import { addDays, daysBetween } from '$lib/words/days';

import type { Core } from './core';
import { today, type Person } from './people';

const vaccination = (id: number, petId: number, vaccine: string, givenOn: string | null, dueOn: string | null): Vaccination => ({
  id, externalId: `V-${id}`, petId, vaccine, givenOn, dueOn, staffId: null,
});

/** What was said of being written to. */
const said: Said[] = [
  { externalId: 'C-2', purpose: 'promotions', channel: 'sms', isGiven: false, givenAt: 1_750_000_000_000, source: 'phone', wordingVersion: '2026-11', staffName: 'Karla Poot' },
  { externalId: 'C-1', purpose: null, channel: 'whatsapp', isGiven: true, givenAt: 1_700_000_000_000, source: 'in_person', wordingVersion: null, staffName: null },
];

/** The patients as the screens ask for them: the list, a card, what is given, who dies, who changes hands. */
export function patientAnswers(core: Core): Record<string, (args: never) => unknown> {
  let given = [
    vaccination(1, 1, 'Antirrábica', '2024-11-28', '2025-11-28'),
    vaccination(2, 1, 'Séxtuple', '2024-10-02', '2025-10-02'),
    vaccination(3, 2, 'Antirrábica', '2025-06-01', '2026-06-01'),
  ];
  const transfers = new Map<number, PetCard['transfers']>();

  const find = (id: number): { person: Person; pet: Pet } => {
    for (const person of core.people) {
      const pet = person.pets.find((one) => one.id === id);
      if (pet) return { person, pet };
    }
    throw { code: 'not_found', field: null };
  };
  const of = (id: number) => given.filter((one) => one.petId === id).toSorted((one, other) => ((one.givenOn ?? '') < (other.givenOn ?? '') ? 1 : -1));
  const nextDue = (pet: Pet) => (pet.status === 'active' ? (of(pet.id).map((one) => one.dueOn).filter((day) => day !== null).toSorted()[0] ?? null) : null);

  const row = (person: Person, pet: Pet): PetRow => {
    const due = nextDue(pet);
    return {
      ...pet, nextDueOn: due, dueInDays: due === null ? null : daysBetween(today, due), ownerId: person.owner.id, ownerExternalId: person.owner.externalId,
      ownerName: person.owner.name, ownerPhone: person.owner.phone, ownerIsActive: person.owner.isActive,
    };
  };
  const meets = (one: PetRow, filters: Required<PetFilters>) => {
    const dues: Record<DueFilter, boolean> = {
      overdue: one.nextDueOn !== null && one.nextDueOn < today, soon: one.nextDueOn !== null && one.nextDueOn <= addDays(today, 30), none: one.nextDueOn === null,
    };
    return (
      filters.statuses.includes(one.status) && (filters.species.length === 0 || filters.species.includes(one.species)) && (filters.due === null || dues[filters.due]) &&
      (filters.monthsMax === null || (one.birthOn !== null && daysBetween(one.birthOn, today) < (filters.monthsMax + 1) * 30))
    );
  };
  const rows = (filters: Required<PetFilters>) => core.people.flatMap((person) => person.pets.map((pet) => row(person, pet))).filter((one) => meets(one, filters));

  const kin = (person: Person, depth: number): Family['below'][number] => ({
    id: person.owner.id, name: person.owner.name, depth, sent: core.people.filter((one) => one.owner.referredBy === person.owner.id).length, spentCents: person.spent, isActive: person.owner.isActive,
  });
  const below = (id: number, depth: number): Family['below'] =>
    core.people.filter((one) => one.owner.referredBy === id).flatMap((one) => [kin(one, depth), ...below(one.owner.id, depth + 1)]);

  return {
    pets_page: ({ query }: { query: Required<PetsQuery> & { filters: Required<PetFilters> } }) => {
      const sign = query.direction === 'descending' ? -1 : 1;
      const value = (one: PetRow) => ({ name: one.name.toLowerCase(), age: one.birthOn ?? '', due: one.nextDueOn ?? '9' })[query.sort];
      const sorted = rows(query.filters).toSorted((one, other) => sign * (value(one) < value(other) ? -1 : value(one) > value(other) ? 1 : 0));
      const from = Number(query.cursor ?? 0);
      return { rows: sorted.slice(from, from + query.limit), next: from + query.limit < sorted.length ? String(from + query.limit) : null };
    },
    pets_totals: ({ filters }: { filters: Required<PetFilters> }) => {
      const all = rows(filters);
      return { count: all.length, overdue: all.filter((one) => one.nextDueOn !== null && one.nextDueOn < today).length };
    },
    pets_export: () => 'mascotas-2025-11-17.csv',
    pets_card: ({ id }: { id: number }): PetCard => {
      const { person, pet } = find(id);
      const { owner } = person;
      return structuredClone({
        pet, vaccinations: of(id), transfers: transfers.get(id) ?? [], booked: core.bookings.filter((one) => one.petId === id && one.status === 'scheduled' && one.startsOn > today),
        owner: { id: owner.id, externalId: owner.externalId, name: owner.name, phone: owner.phone, isActive: owner.isActive },
      });
    },
    pets_deceased: ({ id, on }: { id: number; on: string | null }): Done<Farewell> => {
      const { person, pet } = find(id);
      const before = of(id).length;
      const done = core.change(pet, { status: 'deceased', deceasedOn: on ?? today } as Partial<Pet>, 'pets_deceased', pet.name, ['pets', 'appointments', 'messages']);
      return {
        ...done,
        value: {
          pet: { ...pet }, stopped: { appointments: 1, messages: 2, followUps: 0, vaccinations: before }, isHomeClosed: person.pets.every((one) => one.status !== 'active'),
          condolence: `Hola, ${person.owner.firstName}:\n\nSentimos mucho la partida de ${pet.name}.`,
        },
      } as Done<Farewell>;
    },
    pets_transfer: ({ id, transfer }: { id: number; transfer: Required<TransferInput> }) => {
      const { person, pet } = find(id);
      const taker = core.people.find((one) => one.owner.id === transfer.to);
      if (!taker) throw { code: 'invalid', field: 'to' };
      person.pets = person.pets.filter((one) => one !== pet);
      taker.pets.push({ ...pet, ownerId: taker.owner.id });
      transfers.set(id, [{ externalId: 'T-1', on: transfer.on ?? today, fromId: person.owner.id, fromName: person.owner.name, toId: taker.owner.id, toName: taker.owner.name, reason: transfer.reason, staffId: null }]);
      const value = { pet, moved: 1, stopped: { appointments: 0, messages: 0, followUps: 0, vaccinations: 0 } };
      return core.done(value, 'pets_transfer', pet.name, ['pets', 'owners'], () => undefined);
    },
    vaccinations_list: ({ pet }: { pet: number }) => of(pet),
    vaccinations_usual: () => [{ vaccine: 'Antirrábica', days: 365 }, { vaccine: 'Séxtuple', days: 365 }, { vaccine: 'Bordetella', days: 180 }],
    vaccinations_record: ({ pet, vaccination: input }: { pet: number; vaccination: Required<VaccinationInput> }) => {
      const added = { ...vaccination(given.length + 1, pet, '', null, null), ...input };
      given = [...given, added];
      return core.done(added, 'vaccinations_record', '', ['pets'], () => (given = given.filter((one) => one !== added)));
    },
    vaccinations_update: ({ id, vaccination: input }: { id: number; vaccination: Required<VaccinationInput> }) =>
      core.change(given.find((one) => one.id === id)!, input, 'vaccinations_update', '', ['pets']),
    vaccinations_delete: ({ id }: { id: number }) => {
      const before = given;
      given = given.filter((one) => one.id !== id);
      return core.done(null, 'vaccinations_delete', '', ['pets'], () => (given = before));
    },
    consents_history: ({ owner }: { owner: number }) => (owner === 1 ? said : []),
    owners_get: ({ id }: { id: number }) => core.person(id).owner,
    owners_open_page: () => null,
    owners_set_tier: ({ id, tier, reason }: { id: number; tier: string | null; reason: string }) =>
      core.change(core.person(id).owner, { handTier: tier, handTierReason: reason, handTierBy: 2, handTierAt: 1_760_000_000_000 } as never, 'owners_set_tier', core.person(id).owner.name, ['owners']),
    owners_family: ({ id }: { id: number }): Family => {
      const all = below(id, 1);
      const by = core.people.find((one) => one.owner.id === core.person(id).owner.referredBy);
      return {
        above: by ? [kin(by, 1)] : [], below: all, direct: all.filter((one) => one.depth === 1).length, all: all.length, spentCents: all.reduce((sum, one) => sum + one.spentCents, 0),
      };
    },
  } as Record<string, (args: never) => unknown>;
}
