import type { Comparison, DuplicatePair, Merge } from '$lib/api/commands';

/** Two entries of one person, and a couple that shares a phone. */
export const duplicatePairs: DuplicatePair[] = [
  {
    score: 99,
    isHint: false,
    reasons: [
      { kind: 'shorter_name', text: '' },
      { kind: 'same_phone', text: '998 123 4567' },
    ],
    owners: [
      { id: 1, externalId: 'C-00001', name: 'María García' },
      { id: 7, externalId: 'C-00381', name: 'Maria Garcia López' },
    ],
  },
  {
    score: 25,
    isHint: true,
    reasons: [{ kind: 'shared_contact', text: '' }],
    owners: [
      { id: 2, externalId: 'C-00002', name: 'Carlos Méndez' },
      { id: 3, externalId: 'C-00003', name: 'Sofía Núñez' },
    ],
  },
];

/** The first of them, side by side. */
export const comparison: Comparison = {
  owners: duplicatePairs[0]!.owners,
  fields: [
    { name: 'name', values: ['María García', 'Maria Garcia López'], isChoice: true, isJoined: false },
    { name: 'phone', values: ['998 123 4567', '+52 998 123 4567'], isChoice: true, isJoined: false },
    { name: 'email', values: ['maria@email.com', ''], isChoice: false, isJoined: false },
    { name: 'address', values: ['Calle Coral 5, Puerto Morelos', 'C. Coral #5'], isChoice: true, isJoined: false },
    { name: 'notes', values: ['Le gusta el café', 'Llama por la tarde'], isChoice: false, isJoined: true },
  ],
  records: { pets: [1, 2], appointments: [14, 3], notes: [2, 1] },
};

/** A merge of last week. */
export const merges: Merge[] = [
  {
    id: 1,
    externalId: 'M1',
    survivor: { id: 5, externalId: 'C-00005', name: 'Roberto Sánchez' },
    merged: { id: 9, externalId: 'C-00500', name: 'R. Sanchez' },
    mergedAt: Date.UTC(2025, 10, 12, 15, 30),
    unmergedAt: null,
    moved: { pets: 1 },
  },
];
