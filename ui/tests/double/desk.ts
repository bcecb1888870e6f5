import type { HistoryDetail, HistoryRow, Interaction, InteractionStatistics, SavedView, SavedViewInput, Segment, Tag } from '$lib/api/commands';
import { addDays } from '$lib/words/days';

import { tags, today } from './people';

const at = (time: string) => Date.parse(`${today}T${time}:00-05:00`);
const row = (id: number, action: string, subject: string, time: string, more: Partial<HistoryRow> = {}): HistoryRow => ({
  id, action, subject, madeAt: at(time), staffId: 2, staffName: 'Karla Poot', undoneAt: null, undoneBy: null, isUndoable: true, ...more,
});

export const changes: HistoryRow[] = [
  row(14, 'owners_update', 'María García', '09:40'),
  row(13, 'notes_create', 'María García', '09:31'),
  row(12, 'owners_tag', 'VIP × 12', '09:12', { undoneAt: at('09:13'), undoneBy: 'Laura Cárdenas' }),
  row(11, 'owners_update', 'María García', '09:05', { staffId: 3, staffName: 'Laura Cárdenas' }),
  row(10, 'transfer_import', 'clinic-300', '08:58', { staffId: 3, staffName: 'Laura Cárdenas' }),
];

const city = (before: string, after: string) => ({ field: 'city', kind: 'text' as const, list: null, before, after });

function detailOf(id: number): HistoryDetail {
  const change = changes.find((one) => one.id === id)!;
  const blank: HistoryDetail = { change, standing: 'free', later: [], rows: [], more: 0, added: [] };
  switch (id) {
    case 14:
      return {
        ...blank,
        rows: [{
          table: 'owners', name: 'María García', fate: 'changed', isHidden: false,
          fields: [city('Puerto Morelos', 'Cancún'), { field: 'birth_on', kind: 'day', list: null, before: null, after: '1990-02-03' }, { field: 'reminder_preference', kind: 'word', list: 'reminder', before: '24h', after: '48h' }],
        }],
      };
    case 13:
      return {
        ...blank,
        rows: [{
          table: 'notes', name: 'Prefiere las tardes', fate: 'added', isHidden: false,
          fields: [{ field: 'content', kind: 'text', list: null, before: null, after: 'Prefiere las tardes' }, { field: 'is_pinned', kind: 'yes_no', list: null, before: null, after: '0' }],
        }],
      };
    case 12:
      return { ...blank, standing: 'undone' };
    case 11:
      return { ...blank, standing: 'changed_since', later: [changes[0]!], rows: [{ table: 'owners', name: 'María García', fate: 'changed', isHidden: false, fields: [city('Tulum', 'Puerto Morelos')] }] };
    default:
      return { ...blank, standing: 'partly', added: [{ table: 'owners', count: 300 }, { table: 'pets', count: 474 }] };
  }
}

export const call: Interaction = {
  id: 1, externalId: 'I-1', ownerId: 1, petId: null, kind: 'call', channel: 'phone', direction: 'inbound', subject: 'Pregunta por la química', notes: null, outcome: null,
  durationMinutes: 4, sentiment: null, happenedAt: at('09:00'), happenedOn: today, handledBy: 2, followUpRequired: true, followUpOn: today, followUpMinute: 600, followUpIsCompleted: false,
  followUpCompletedAt: null, createdAt: at('09:00'),
};

const statistics: InteractionStatistics = {
  from: addDays(today, -29), to: today, all: { today: 7, period: 214, inbound: 131 },
  channels: [
    { channel: 'phone', tally: { today: 4, period: 118, inbound: 80 } }, { channel: 'whatsapp', tally: { today: 3, period: 71, inbound: 40 } }, { channel: 'in_person', tally: { today: 0, period: 25, inbound: 11 } },
  ],
  staff: [{ staffId: 2, name: 'Karla Poot', tally: { today: 5, period: 140, inbound: 90 } }, { staffId: null, name: null, tally: { today: 2, period: 74, inbound: 41 } }],
  days: Array.from({ length: 30 }, (_, index) => ({ on: addDays(today, index - 29), inbound: (index * 7) % 11, outbound: (index * 3) % 5 })),
};

type Done = <T>(value: T, action: string, subject: string, topics: string[], back: () => void) => unknown;

/** What the desk's own screens ask: tags, views, history, statistics. */
export function deskAnswers(isEmpty: boolean, done: Done): Record<string, unknown> {
  let views: SavedView[] = isEmpty ? [] : [
    { id: 1, externalId: 'V-1', name: 'Lejos y en riesgo', filters: { risks: ['high'] }, sort: 'days', isDescending: true, columns: ['name', 'phone', 'days', 'risk'], isDefault: false },
  ];
  let all: Tag[] = isEmpty ? [] : tags.map((tag) => ({ ...tag, externalId: `T-${tag.id}`, description: null, isActive: true, owners: 12 }));
  const turned = <T>(next: T, get: () => T, set: (value: T) => void) => {
    const before = get();
    set(next);
    return () => set(before);
  };
  const setViews = (next: SavedView[]) => turned(next, () => views, (value) => (views = value));
  const setTags = (next: Tag[]) => turned(next, () => all, (value) => (all = value));
  const list = { id: 5, name: 'Rifa' } as Segment;
  return {
    tags_list: () => all,
    tags_create: ({ tag }: { tag: Omit<Tag, 'id'> }) => {
      const made = { ...tag, id: 99, externalId: 'T-99', owners: 0 };
      return done(made, 'tags_create', tag.name, ['tags'], setTags([...all, made]));
    },
    tags_update: ({ id, tag }: { id: number; tag: Partial<Tag> }) => {
      if (all.some((one) => one.id !== id && one.name.toLowerCase() === tag.name?.toLowerCase())) throw { code: 'taken', field: 'name' };
      const next = all.map((one) => (one.id === id ? { ...one, ...tag } : one));
      return done(next.find((one) => one.id === id), 'tags_update', tag.name ?? '', ['tags'], setTags(next));
    },
    tags_merge: ({ into, from }: { into: number; from: number }) => {
      const next = all.map((one) => (one.id === from ? { ...one, isActive: false, owners: 0 } : one.id === into ? { ...one, owners: one.owners + 12 } : one));
      return done(next.find((one) => one.id === into), 'tags_merge', '', ['tags', 'owners'], setTags(next));
    },
    tags_carried: () => tags.slice(0, 1).map((tag) => ({ ...tag, addedBy: 'Karla Poot', addedAt: at('08:00') })),
    saved_views_list: () => views,
    saved_views_create: ({ view }: { view: SavedViewInput }) => {
      const made = { ...view, id: 9, externalId: 'V-9' };
      return done(made, 'saved_views_create', view.name, ['saved_views'], setViews([...views, made]));
    },
    saved_views_update: ({ id, view }: { id: number; view: SavedViewInput }) => {
      const next = views.map((one) => (one.id === id ? { ...one, ...view } : one));
      return done(next.find((one) => one.id === id), 'saved_views_update', view.name, ['saved_views'], setViews(next));
    },
    saved_views_delete: ({ id }: { id: number }) => done(null, 'saved_views_delete', '', ['saved_views'], setViews(views.filter((one) => one.id !== id))),
    owners_export: () => 'dueños-2025-11-17.csv',
    segments_frozen_lists: () => (isEmpty ? [] : [list]),
    segments_keep_list: ({ name }: { name: string }) => done({ ...list, name }, 'segments_create', name, ['segments'], () => undefined),
    segments_add_to_list: () => done(list, 'segments_update', list.name, ['segments'], () => undefined),
    interactions_get: () => call,
    interactions_update: ({ interaction }: { interaction: { subject: string } }) => done({ ...call, ...interaction }, 'interactions_update', 'María García', ['interactions'], () => undefined),
    interactions_delete: () => done(null, 'interactions_delete', 'María García', ['interactions'], () => undefined),
    interactions_statistics: () => (isEmpty ? { ...statistics, all: { today: 0, period: 0, inbound: 0 } } : statistics),
    history_list: ({ query }: { query: { area: string | null; before: number | null } }) =>
      isEmpty ? [] : changes.filter((one) => (query.area === null || one.action.startsWith(`${query.area}_`)) && (query.before === null || one.id < query.before)),
    history_get: ({ change }: { change: number }) => detailOf(change),
    undo_change: ({ change }: { change: number }) => {
      const one = changes.find((other) => other.id === change)!;
      return { value: { action: one.action, subject: one.subject, kept: { count: 0, rows: [] } }, changed: ['owners'], change: 77 };
    },
  };
}
