import type { ChurnRisk, Owner, OwnerFigures, OwnerInput, Pet, ScorePart, ScorePartName } from '$lib/api/commands';
import { addDays, daysBetween } from '$lib/words/days';

/** A Monday. */
export const today = '2025-11-17';

export const blank: Required<OwnerInput> = {
  kind: 'individual', firstName: '', lastName: '', companyName: null, secondContactName: null, secondContactPhone: null,
  email: null, phone: null, phoneSecondary: null, whatsapp: null, streetAddress: null, neighborhood: null,
  city: 'Puerto Morelos', region: null, country: 'MX', postalCode: null, locationNotes: null, birthOn: null, gender: null,
  occupation: null, nationality: null, preferredLanguage: 'es', contactPreference: 'whatsapp', preferredContactTime: null,
  reminderPreference: '24h', acquisitionSource: null, acquisitionDetail: null, referredBy: null, facebookUrl: null,
  instagramHandle: null, notes: null, internalNotes: null,
};

export function ownerOf(id: number, input: OwnerInput): Owner {
  const fullName = `${input.firstName} ${input.lastName}`.trim();
  return {
    ...blank, phoneE164: null, phoneSecondaryE164: null, whatsappE164: null, handTier: null, handTierBy: null, handTierAt: null, handTierReason: null,
    anonymisedAt: null, blockedAt: null, ...input, id, externalId: `O-${id}`, fullName, name: input.companyName ?? fullName, isActive: true,
    createdAt: 1_700_000_000_000, updatedAt: id,
  };
}

export function petOf(id: number, ownerId: number, name: string, species: string, more: Partial<Pet> = {}): Pet {
  return {
    id, externalId: `P-${id}`, ownerId, name, species, age: null, createdAt: 0, breed: null, sex: null, isNeutered: null, birthOn: null, isBirthEstimated: false, colour: null,
    microchip: null, weightG: null, status: 'active', deceasedOn: null, notes: null, updatedAt: id, ...more,
  };
}

export const tags = [
  ['VIP', '#ffc107'], ['Regular', '#198754'], ['Dog Owner', '#5b7fb4'], ['Cat Owner', '#9b6fb0'], ['Multiple Pets', '#fd7e14'],
  ['Breeder', '#17a2b8'], ['Rescue', '#6f42c1'], ['Senior Discount', '#6c757d'], ['High Volume', '#a0522d'],
].map(([name = '', colour = ''], index) => ({ id: index + 1, name, colour, description: null, isActive: true, owners: 3 }));

export interface Person {
  owner: Owner;
  pets: Pet[];
  tags: number[];
  lastVisitOn: string | null;
  spent: number;
  visits: number;
  purchases: number;
}

const steps = (value: number, limits: readonly (readonly [number, number])[], isLess = false) =>
  limits.find(([limit]) => (isLess ? value <= limit : value >= limit))?.[1] ?? 0;

export function riskOf(person: Person): ChurnRisk {
  if (person.lastVisitOn === null) return 'none';
  const days = daysBetween(person.lastVisitOn, today);
  return days > 180 ? 'high' : days > 90 ? 'medium' : 'low';
}

export function figuresOf(person: Person): OwnerFigures {
  const days = person.lastVisitOn === null ? null : daysBetween(person.lastVisitOn, today);
  const recency = days === null ? 0 : steps(days, [[30, 30], [90, 20], [180, 10]], true);
  const frequency = steps(person.visits, [[12, 30], [6, 20], [3, 10]]);
  const monetary = steps(person.spent, [[1_000_000, 40], [500_000, 30], [100_000, 20], [50_000, 10]]);
  const part = (name: ScorePartName, value: number | null, points: number, most: number, limits: [number, number][], bound: 'at_most' | 'at_least'): ScorePart => ({
    name, value, points, most, rule: { kind: 'steps', bound, steps: limits.map(([limit, earned]) => ({ limit, points: earned })) },
  });
  return {
    ownerId: person.owner.id, asOf: today, firstVisitOn: person.visits > 0 ? '2023-03-04' : null, lastVisitOn: person.lastVisitOn,
    daysSinceLastVisit: days, nextAppointmentOn: null, totalVisits: person.visits, totalAppointments: person.visits + 1,
    cancelledAppointments: 1, noShowCount: 0, daysBetweenVisits: person.visits > 2 ? 62 : null, totalSpentCents: person.spent,
    orderCount: person.purchases, averageOrderValueCents: person.purchases ? Math.round(person.spent / person.purchases) : null,
    averagePerVisitCents: person.visits ? Math.round(person.spent / person.visits) : null, lastPurchaseOn: person.lastVisitOn,
    daysBetweenPurchases: person.purchases > 2 ? 118 : null, isPurchaseOverdue: false, interactionCount: 22, referralCount: 2, messagesSent: 12, messagesResponded: 9, responseRate: 0.75, lastInteractionOn: person.lastVisitOn,
    lastEngagementOn: person.lastVisitOn, expectedPurchases: 4.2, expectedAmountCents: 120_000, expectedValueCents: 504_000, atStakeCents: 100_000,
    valueScore: {
      points: recency + frequency + monetary,
      parts: [
        part('recency', days, recency, 30, [[30, 30], [90, 20], [180, 10]], 'at_most'),
        part('frequency', person.visits, frequency, 30, [[12, 30], [6, 20], [3, 10]], 'at_least'),
        part('monetary', person.spent, monetary, 40, [[1_000_000, 40], [500_000, 30], [100_000, 20], [50_000, 10]], 'at_least'),
      ],
    },
    engagementScore: {
      points: 90,
      parts: [
        { name: 'visits', value: person.visits, points: 30, most: 30, rule: { kind: 'each', points: 3 } },
        part('recency', days, recency, 30, [[29, 30], [89, 20], [179, 10]], 'at_most'),
        part('spending', person.spent, 20, 20, [[1_000_001, 20]], 'at_least'),
        { name: 'interactions', value: 10, points: 10, most: 20, rule: { kind: 'each', points: 1 } },
      ],
    },
    churnRisk: riskOf(person), churn: { score: 0.25, voice: 'cadence', usualGap: 62 }, lifetimeValueEstimateCents: 1_389_215,
    lifecycle: person.visits >= 10 ? 'vip' : 'active', tier: person.visits >= 10 ? 'vip' : 'regular',
    visitPattern: person.visits > 2 ? 'regular' : null,
  };
}

const maria: Person = {
  owner: ownerOf(1, {
    ...blank, firstName: 'María', lastName: 'García', phone: '998-123-4567', email: 'maria.garcia@email.com',
    streetAddress: 'Calle Coral 45', acquisitionSource: 'referral',
  }),
  pets: [petOf(1, 1, 'Max', 'dog', { breed: 'Poodle', sex: 'male', birthOn: '2020-06-14', weightG: 6800, microchip: '985112004411870' })],
  tags: [1, 2, 3], lastVisitOn: '2025-11-15', spent: 1_245_000, visits: 15, purchases: 8,
};
const carlos: Person = {
  owner: ownerOf(2, { ...blank, firstName: 'Carlos', lastName: 'Méndez', phone: '998 310 7742', contactPreference: 'phone', referredBy: 1 }),
  pets: [petOf(2, 2, 'Buddy', 'dog', { breed: 'Labrador', birthOn: '2021-02-02' })],
  tags: [3], lastVisitOn: '2025-07-20', spent: 820_000, visits: 9, purchases: 7,
};
const sarah: Person = {
  owner: ownerOf(3, {
    ...blank, firstName: 'Sarah', lastName: 'Johnson', phone: '+1 415 577 3005', email: 'sarah@email.com', contactPreference: 'email',
    preferredLanguage: 'en', city: 'Cancún', referredBy: 1,
  }),
  pets: [petOf(3, 3, 'Mittens', 'cat'), petOf(4, 3, 'Whiskers', 'cat')],
  tags: [4], lastVisitOn: '2025-08-14', spent: 540_000, visits: 7, purchases: 12,
};
const roberto: Person = {
  owner: ownerOf(4, { ...blank, firstName: 'Roberto', lastName: 'Sánchez', phone: '998 204 1183', contactPreference: 'phone', preferredContactTime: 'afternoon', city: 'Cancún' }),
  pets: [petOf(5, 4, 'Thor', 'dog', { breed: 'Pastor alemán', sex: 'male', birthOn: '2019-05-05', weightG: 34_000 })],
  tags: [1, 3], lastVisitOn: '2025-08-17', spent: 1_580_000, visits: 12, purchases: 12,
};
const refuge: Person = {
  owner: ownerOf(5, { ...blank, kind: 'corporate', firstName: 'Iván', lastName: 'Solís', companyName: 'Refugio Patitas del Mar', phone: '998 871 4567' }),
  pets: ['Nina', 'Tango', 'Frida', 'Lola'].map((name, index) => petOf(10 + index, 5, name, index % 2 ? 'cat' : 'dog')),
  tags: [7, 5], lastVisitOn: '2025-08-29', spent: 3_694_050, visits: 31, purchases: 29,
};

const firstNames = ['Ana Sofía', 'Jorge', 'Lucía', 'Héctor', 'Adriana', 'Fernando', 'Claire', 'Ricardo', 'Norma', 'Óscar', 'Martha', 'James', 'Gabriela', 'Emilio', 'Silvia', 'Daniela', 'Guadalupe', 'Arturo', 'Verónica', 'Iñaki', 'Leticia'];
const lastNames = ['Pech Uc', 'Ruiz Peña', 'Fernández Caamal', 'Xool Canul', 'Quijano', 'Gutiérrez Poot', 'Dubois', 'Peniche', 'Góngora Ek', 'Medina Baas', 'Echeverría', 'Whitaker', 'Uc Pat', 'Zavala', 'Interián', 'Rejón Mis', 'Ku Dzul', 'Ceballos'];
const petNames = ['Nala', 'Kira', 'Copito', 'Bruma', 'Lola', 'Zeus', 'Minou', 'Kaiser', 'Chispa', 'Tequila', 'Princesa', 'Cooper', 'Manchas', 'Bongo', 'Coco', 'Pelusa', 'Canela', 'Athos'];

const pick = <T,>(list: readonly T[], index: number): T => list[index % list.length]!;

const others: Person[] = Array.from({ length: 295 }, (_, index): Person => {
  const id = index + 6;
  const visits = (index * 7) % 15;
  return {
    owner: ownerOf(id, {
      ...blank, firstName: pick(firstNames, index), lastName: pick(lastNames, index * 5 + Math.floor(index / 21)),
      phone: `998 ${200 + ((index * 37) % 700)} ${1000 + ((index * 613) % 9000)}`, city: index % 3 ? 'Puerto Morelos' : 'Cancún',
    }),
    pets: Array.from({ length: (index % 3) + 1 }, (_unused, at) => petOf(1000 + index * 3 + at, id, pick(petNames, index + at * 5), at % 2 ? 'cat' : 'dog')),
    tags: [pick([3, 4, 2, 8, 6, 5], index)],
    lastVisitOn: visits === 0 ? null : addDays(today, -((index * 17) % 260)), spent: visits * (61_300 + ((index * 977) % 40_000)), visits, purchases: visits,
  };
});

export const people: Person[] = [maria, carlos, sarah, roberto, refuge, ...others];
