import type { Member, Moves, Preview, RuleEffect, Segment, SegmentInput, SegmentRow, Why } from '$lib/api/commands';
import { addDays, daysBetween } from '$lib/words/days';

import { people, riskOf, today } from './people';

type Json = Record<string, unknown>;

const kept = '{"all":[{"min_spent":5000},{"days_since_visit_min":90},{"any":[{"has_pets_species":"dog"},{"tags_include":"Multiple Pets"}]},{"none":[{"has_future_appointment":true},{"lifecycle":"closed"}]},{"opted_in":"whatsapp:promotions"}],"version":1}';

const segment = (id: number, name: string, criteria: string, memberCount: number): Segment => ({
  id, externalId: `S-${id}`, name, slug: `segmento-${id}`, description: null, criteria, isActive: id !== 4, memberCount,
  lastCalculatedAt: Date.parse(`${today}T09:12:00-05:00`), createdAt: 1,
});

const sizes = (from: number, to: number) =>
  Array.from({ length: 30 }, (_, day) => ({ day: addDays(today, day - 29), count: Math.round(from + ((to - from) * day) / 29 + Math.sin(day / 3) * ((to - from) / 12)) }));

/** What is left after each rule of the example, in the order of reading. */
const left = [187, 791, 283, 242, 228, 242, 204, 211, 204, 187];

/** Owners as members are shown. */
export const memberLines: Member[] = people
  .filter((one) => one.owner.isActive)
  .map((one) => ({
    id: one.owner.id, externalId: one.owner.externalId, name: one.owner.name, kind: one.owner.kind, pets: one.pets.map((pet) => pet.name), phone: one.owner.phone, email: one.owner.email,
    city: one.owner.city, lastVisitOn: one.lastVisitOn, daysSinceVisit: one.lastVisitOn ? daysBetween(one.lastVisitOn, today) : null, spentCents: one.spent, risk: riskOf(one), lifecycle: 'active', tier: 'regular',
    atStakeCents: Math.round(one.spent / 4),
  }));

/** The segments as the screens see them: enough of the core to build one. */
export function segmentAnswers(isEmpty: boolean) {
  const rows: SegmentRow[] = isEmpty
    ? []
    : [
        { segment: segment(1, 'Buenos clientes que se alejan', kept, 187), sentence: 'Gasto de $5,000 o más, 90 días o más sin venir, tienen perro o con la etiqueta Multiple Pets, sin cumplir: con cita agendada o etapa Cerrado, aceptan promociones por WhatsApp', sizes: sizes(142, 187) },
        { segment: segment(2, 'Cumplen en noviembre', '{"birthday_month":11,"version":1}', 344), sentence: 'Cumplen en noviembre', sizes: sizes(344, 344) },
        { segment: segment(3, 'Gatos sin vacuna', '{"all":[{"has_pets_species":"cat"},{"vaccination_due_within":30}],"version":1}', 61), sentence: 'Tienen gato, vacuna por vencer en 30 días', sizes: sizes(88, 61) },
      ];
  const find = (id: number) => {
    const row = rows.find((one) => one.segment.id === id);
    if (!row) throw { code: 'not_found', field: null };
    return row;
  };
  const done = <T>(value: T) => ({ value, changed: ['segments'], change: 1 });
  const members = memberLines;

  const walk = (json: Json, path: number[], visit: (json: Json, path: number[]) => void): void => {
    visit(json, path);
    const parts = (json.all ?? json.any ?? json.none) as Json[] | undefined;
    parts?.forEach((part, at) => walk(part, [...path, at], visit));
  };
  const effects = (criteria: string) => {
    const rules: RuleEffect[] = [];
    walk(JSON.parse(criteria) as Json, [], (_, path) => {
      const now = left[rules.length % left.length]!;
      const before = rules.length < 2 ? 4212 : left[(rules.length - 1) % left.length]!;
      rules.push({ path, phrase: '', removed: before - now, left: now, without: now + 31 * (rules.length + 1) });
    });
    return { everyone: 4212, rules };
  };

  return {
    segments_list: () => rows,
    segments_get: ({ id }: { id: number }) => structuredClone(find(id)),
    segments_offered: () => ({ cities: ['Cancún', 'Puerto Morelos'], regions: ['Quintana Roo'], nationalities: ['mexicana'], languages: ['es', 'en'], species: ['dog', 'cat'], products: ['Royal Canin 10 kg', 'Bravecto'], categories: ['Alimento', 'Farmacia'] }),
    segments_preview: ({ criteria, limit }: { criteria: string; limit: number }): Preview => {
      const rules = effects(criteria).rules.length;
      const isAll = criteria.includes('everyone');
      return {
        count: isAll ? 4212 : criteria.includes('dragon') ? 0 : rules < left.length ? (left[rules - 1] ?? 187) : 187, members: criteria.includes('dragon') ? [] : members.slice(0, limit), next: 9,
        title: 'Gasto de $5,000 o más, 90 días o más sin venir', sentence: find(1).sentence ?? '', criteria,
      };
    },
    segments_effects: ({ criteria }: { criteria: string }) => effects(criteria),
    segments_members: ({ after }: { after: number | null }) => ({ members: after === null ? members : members.toReversed(), next: null }),
    segments_sums: () => ({ spentCents: 160_423_000, pets: 263 }),
    segments_moves: ({ days }: { days: number }): Moves => ({
      from: addDays(today, 1 - days), knownFrom: addDays(today, -40), came: 19, left: 15,
      rows: members.slice(0, 2).map((member, at) => ({ member, on: addDays(today, -at), isIn: at === 0 })),
    }),
    segments_why: ({ owner }: { owner: number }): Why => ({
      ownerId: owner, name: members.find((one) => one.id === owner)?.name ?? '', isMember: false, isKeptOut: false,
      rules: [
        { path: [], phrase: '', isGroup: true, holds: false, isNegated: false, actual: null },
        { path: [0], phrase: 'gasto de $5,000 o más', isGroup: false, holds: true, isNegated: false, actual: '$22,315' },
        { path: [1], phrase: '90 días o más sin venir', isGroup: false, holds: true, isNegated: false, actual: '227' },
        { path: [2, 0], phrase: 'con cita agendada', isGroup: false, holds: false, isNegated: true, actual: 'nada' },
        { path: [3], phrase: 'aceptan promociones por WhatsApp', isGroup: false, holds: false, isNegated: false, actual: 'aceptó: correo' },
      ],
    }),
    segments_create: ({ segment: input }: { segment: SegmentInput }) => {
      const made = segment(rows.length + 5, input.name || 'Gasto de $5,000 o más', input.criteria ?? '', 187);
      rows.push({ segment: made, sentence: null, sizes: [] });
      return done(made);
    },
    segments_update: ({ id, segment: input }: { id: number; segment: SegmentInput }) => {
      Object.assign(find(id).segment, { name: input.name, criteria: input.criteria });
      return done(find(id).segment);
    },
    segments_archive: ({ id, isActive }: { id: number; isActive: boolean }) => {
      find(id).segment.isActive = isActive;
      return done(find(id).segment);
    },
    segments_freeze: ({ segment: input }: { segment: SegmentInput }) => {
      const made = segment(rows.length + 5, input.name ?? '', '{"owners":["N-1","N-2"],"version":1}', 2);
      rows.push({ segment: made, sentence: 'Lista fija de 2 dueños', sizes: [] });
      return done(made);
    },
    segments_recalculate: () => rows.length,
    segments_tag: () => done(187),
    segments_export: () => 'segmento.csv',
  };
}
