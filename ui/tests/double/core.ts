import { mockIPC } from '@tauri-apps/api/mocks';

import type {
  Alert, AppointmentInput, Booking, Condition, Figure, FollowUp, Hit, Match, Note, OwnerFilters, OwnerInput, OwnerProfile, OwnerRow, OwnersQuery, PetInput, Settings, SessionStatus, Today,
} from '$lib/api/commands';
import { daysBetween } from '$lib/words/days';

import { blank, figuresOf, ownerOf, people as everybody, petOf, riskOf, tags, today, type Person } from './people';
import { dashboardShown, rowsPage } from './dashboard';
import { calls, figureRows, habits, overview } from './insights';
import { reportPages } from './paper';
import { patientAnswers } from './patients';
import { deskAnswers } from './desk';
import { moneyAnswers } from './money';
import { memberLines, segmentAnswers } from './segments';
import { comparison, duplicatePairs, merges } from './pairs';
import { importSummary } from './summary';
import { birthdays, bookings, cells, followUps, rows, vaccinations } from './history';

export interface Situation {
  /** No clinic is open yet. */
  isFirstStart?: boolean;
  /** A clinic without a single record. */
  isEmpty?: boolean;
  /** What the last look at the database found. */
  condition?: Condition;
  /** A write waits for another program. */
  isWaiting?: boolean;
  settings?: Partial<Omit<Settings, 'thresholds' | 'loyalty'>>;
  drafts?: Record<string, string>;
  /** Answers that a test gives instead. */
  answers?: Record<string, (args: never) => unknown>;
}

const ms = (day: string, time: string) => Date.parse(`${day}T${time}:00-05:00`);
const ofMaria = { externalId: 'N-1', ownerId: 1, authorId: 2 };
const fold = (text: string) => text.toLowerCase().normalize('NFD').replaceAll(/\p{Diacritic}/gu, '');

/** The core as the screens see it, in memory: enough of it to use every screen. */
export class Core {
  people: Person[];
  settings: Settings;
  calls: { command: string; args: Record<string, unknown> }[] = [];
  drafts: Map<string, string>;
  notes: Note[] = [
    { ...ofMaria, id: 1, content: 'Max se altera con otros perros: pasarlo directo al consultorio.', isPinned: true, visibility: 'internal', author: 'Dra. Ana Torres', createdAt: ms('2025-03-04', '10:00'), updatedAt: 1 },
    { ...ofMaria, id: 2, content: 'Prefiere que la atienda la Dra. Torres.', isPinned: false, visibility: 'printable', author: 'Karla Poot', createdAt: ms('2024-09-12', '12:00'), updatedAt: 1 },
  ];
  followUps: FollowUp[];
  bookings: Booking[];
  recents: number[];
  changes: { action: string; subject: string; back: () => void }[] = [];
  undone: { action: string; subject: string; back: () => void }[] = [];
  isOpen: boolean;
  answers: Record<string, (args: never) => unknown>;
  private condition: Condition;
  private others: Record<string, unknown>;
  private patients: Record<string, unknown>;

  constructor(situation: Situation = {}) {
    const isEmpty = situation.isEmpty ?? false;
    this.others = { ...segmentAnswers(isEmpty), ...moneyAnswers(isEmpty), ...deskAnswers(isEmpty, (...done) => this.done(...done)) };
    this.condition = situation.condition ?? { faults: [], lookedAt: null, lookedWholeAt: null };
    this.patients = patientAnswers(this);
    this.people = situation.isEmpty ? [] : structuredClone(everybody);
    this.isOpen = !situation.isFirstStart;
    this.drafts = new Map(Object.entries(situation.drafts ?? {}));
    this.answers = situation.answers ?? {};
    this.recents = situation.isEmpty ? [] : [2, 4, 3, 5, 6, 7];
    this.settings = {
      clinicName: 'Veterinaria Arrecife', clinicAddress: 'Av. Rafael E. Melgar 12, Puerto Morelos', clinicContact: '998 871 0240', clinicLogo: null,
      currency: 'MXN', zone: 'America/Cancun', language: 'es', theme: 'light', textSize: 100, startScreen: 'today', country: 'MX', city: 'Puerto Morelos', csvSeparator: ',', modelBasis: 'purchases', thresholds: {}, loyalty: {},
      ...situation.settings,
    };
    this.bookings = structuredClone(situation.isEmpty ? [] : bookings);
    this.followUps = situation.isEmpty ? [] : structuredClone(followUps);
  }

  install(): this {
    mockIPC((command, args) => this.answer(command, (args ?? {}) as Record<string, unknown>), { shouldMockEvents: true });
    return this;
  }

  answer(command: string, args: Record<string, unknown>): unknown {
    this.calls.push({ command, args: args });
    const answer = this.answers[command] ?? (this.commands[command] as ((args: never) => unknown) | undefined) ?? ((this.others[command] ?? this.patients[command]) as ((args: never) => unknown) | undefined);
    if (!answer) throw { code: 'internal', field: null };
    return answer(args as never);
  }

  /** The arguments of every call of a command so far. */
  calledWith(command: string): Record<string, unknown>[] {
    return this.calls.filter((call) => call.command === command).map((call) => call.args);
  }

  person(id: number): Person {
    const found = this.people.find((one) => one.owner.id === id);
    if (!found) throw { code: 'not_found', field: null };
    return found;
  }

  done<T>(value: T, action: string, subject: string, topics: string[], back: () => void) {
    this.changes.push({ action, subject, back });
    this.undone = [];
    return { value, changed: topics, change: this.changes.length };
  }

  private status = (): SessionStatus => ({
    version: '0.1.0', trouble: null, hasOwn: false,
    clinic: this.isOpen
      ? { settings: { ...this.settings }, today, isSample: false, folder: '' }
      : null,
  });

  private hit(person: Person, matches: Match[]): Hit {
    return {
      ownerId: person.owner.id, name: person.owner.name, kind: person.owner.kind, isActive: person.owner.isActive, tier: null, phone: person.owner.phone,
      pets: person.pets, matches, isNear: false,
    };
  }

  private find(text: string): Hit[] {
    const digits = text.replaceAll(/\D/g, '');
    const wanted = fold(text);
    return this.people
      .flatMap((person): Hit[] => {
        const phone = person.owner.phone ?? '';
        const places = [...phone].flatMap((sign, at) => (/\d/.test(sign) ? [at] : []));
        const at = digits.length > 1 ? phone.replaceAll(/\D/g, '').indexOf(digits) : -1;
        if (at >= 0) return [this.hit(person, [{ field: 'phone', text: phone, ranges: [[places[at]!, places[at + digits.length - 1]! + 1]] }])];
        const inName = fold(person.owner.name).indexOf(wanted);
        if (inName >= 0) return [this.hit(person, [{ field: 'owner_name', text: person.owner.name, ranges: [[inName, inName + wanted.length]] }])];
        const pet = person.pets.find((one) => fold(one.name).includes(wanted));
        if (pet) return [this.hit(person, [{ field: 'pet', text: pet.name, ranges: [[fold(pet.name).indexOf(wanted), fold(pet.name).indexOf(wanted) + wanted.length]] }])];
        // A slip: the last letter is another one.
        const near = wanted.length > 4 ? fold(person.owner.name).indexOf(wanted.slice(0, -1)) : -1;
        if (near >= 0) return [{ ...this.hit(person, [{ field: 'owner_name', text: person.owner.name, ranges: [[near, near + wanted.length]] }]), isNear: true }];
        return [];
      })
      .toSorted((one, other) => Number(one.isNear) - Number(other.isNear))
      .slice(0, 8);
  }

  private row(person: Person): OwnerRow {
    const { owner } = person;
    return {
      id: owner.id, externalId: owner.externalId, name: owner.name, kind: owner.kind, pets: person.pets, tags: tags.filter((tag) => person.tags.includes(tag.id)),
      lastVisitOn: person.lastVisitOn, daysSinceVisit: person.lastVisitOn ? daysBetween(person.lastVisitOn, today) : null, spentCents: person.spent,
      risk: riskOf(person), lifecycle: 'active', tier: 'regular', phone: owner.phone, phoneE164: null, city: owner.city, isActive: owner.isActive, createdAt: owner.createdAt,
    };
  }

  private filtered(filters: OwnerFilters): OwnerRow[] {
    return this.people.map((person) => this.row(person)).filter(
      (row) =>
        (filters.active === 'all' || row.isActive === (filters.active === 'active')) &&
        (filters.cities.length === 0 || filters.cities.includes(row.city ?? '')) &&
        (filters.risks.length === 0 || filters.risks.includes(row.risk)) &&
        (filters.tags.length === 0 || row.tags.some((tag) => filters.tags.includes(tag.id))) &&
        (filters.spentMin === null || row.spentCents >= filters.spentMin) &&
        (filters.daysMin === null || (row.daysSinceVisit ?? -1) >= filters.daysMin),
    );
  }

  private totals(rows: OwnerRow[]) {
    const days = rows.map((row) => row.daysSinceVisit).filter((value) => value !== null);
    const spentCents = rows.reduce((sum, row) => sum + row.spentCents, 0);
    return {
      count: rows.length, spentCents, averageSpentCents: rows.length ? Math.round(spentCents / rows.length) : null,
      daysMin: days.length ? Math.min(...days) : null, daysMax: days.length ? Math.max(...days) : null,
    };
  }

  private profile(id: number): OwnerProfile {
    const person = this.person(id);
    const isMaria = id === 1;
    const named = (one: Person) => ({ id: one.owner.id, name: one.owner.name });
    const referrer = this.people.find((one) => one.owner.id === person.owner.referredBy);
    const own = this.followUps.filter((one) => one.ownerId === id);
    const visit = { on: person.lastVisitOn ?? today, daysAgo: 2, service: 'Revisión anual', petName: person.pets[0]?.name ?? null, staffName: null, reason: null };
    return {
      owner: person.owner, figures: figuresOf(person), pets: person.pets, tags: tags.filter((tag) => person.tags.includes(tag.id)),
      alerts: [
        ...own.map(({ subject, petName, on, minute, id: interaction }): Alert => ({ type: 'follow_up', id: interaction, subject, petName, on, minute, daysLate: on < today ? 1 : 0 })),
        ...(isMaria ? [{ type: 'vaccination' as const, due: vaccinations[0]! }] : []),
      ],
      pinned: isMaria ? this.notes.filter((note) => note.isPinned) : [], consents: { channels: [], purposes: [], cells: isMaria ? cells : [] },
      referrer: referrer ? named(referrer) : null, referred: this.people.filter((one) => one.owner.referredBy === id).map(named),
      lastVisit: person.lastVisitOn ? visit : null, nextAppointment: null,
      counts: {
        appointments: 0, purchases: 0, interactions: 0, messages: 0, vaccinations: 0, feedback: 0, loyaltyPoints: 0, history: isMaria ? 58 : 0, pets: person.pets.length, notes: isMaria ? this.notes.length : 0, referred: isMaria ? 2 : 0,
      },
    };
  }

  change<T extends object>(target: T, next: Partial<T>, action: string, subject: string, topics: string[]) {
    let other: Partial<T> = { ...target };
    Object.assign(target, next);
    return this.done({ ...target }, action, subject, topics, () => {
      const now = { ...target };
      Object.assign(target, other);
      other = now;
    });
  }

  private turn(from: typeof this.changes, to: typeof this.changes) {
    const change = from.pop();
    if (!change) throw { code: 'nothing_to_undo', field: null };
    change.back();
    to.push(change);
    return { value: { action: change.action, subject: change.subject, kept: { count: 0, rows: [] } }, changed: ['owners', 'pets', 'notes', 'tags', 'interactions', 'settings'], change: 9 };
  }

  private commands = {
    session_status: () => this.status(),
    session_create_clinic: ({ name }: { name: string }) => {
      this.isOpen = true;
      this.people = [];
      this.settings.clinicName = name;
      return this.status();
    },
    session_open: () => this.status(),
    session_open_sample: () => {
      this.isOpen = true;
      return this.status();
    },
    settings_get: () => ({ ...this.settings }),
    settings_choose_logo: () => null,
    settings_update: ({ settings }: { settings: Settings }) => this.change(this.settings, settings, 'settings_update', '', ['settings']),
    search_find: ({ text }: { text: string }) => {
      const hits = text === '' ? this.recents.map((id) => this.hit(this.person(id), [])) : this.find(text);
      return { text, hits, total: hits.length, near: hits.filter((hit) => hit.isNear).length, isCapped: false };
    },
    duplicates_list: ({ withHints }: { withHints: boolean }) => (this.people.length === 0 ? [] : duplicatePairs.filter((pair) => withHints || !pair.isHint)),
    duplicates_while_typing: ({ typed }: { typed: { owner: number | null; phone: string } }) => {
      const digits = typed.phone.replaceAll(/\D/g, '');
      if (digits.length < 7) return [];
      const known = this.find(digits).filter((hit) => hit.ownerId !== typed.owner);
      return known.map((hit) => ({ owner: { id: hit.ownerId, externalId: `C-${hit.ownerId}`, name: hit.name }, isLikely: false, reasons: [{ kind: 'same_phone', text: typed.phone }] }));
    },
    merges_compare: () => comparison,
    merges_list: () => merges,
    merges_merge: () => ({ value: { ...merges[0]!, id: 2, survivor: comparison.owners[0], merged: comparison.owners[1] }, changed: ['owners', 'pets'], change: 8 }),
    merges_unmerge: () => ({ value: { ...merges[0]!, unmergedAt: 1 }, changed: ['owners'], change: 9 }),
    merges_keep_apart: () => ({ value: null, changed: ['owners'], change: 10 }),
    recents_note: ({ owner }: { owner: number }) => {
      this.recents = [owner, ...this.recents.filter((id) => id !== owner)];
      return null;
    },
    owners_page: ({ query }: { query: Required<OwnersQuery> & { filters: OwnerFilters } }) => {
      const sign = query.direction === 'descending' ? -1 : 1;
      const value = (row: OwnerRow) => ({ name: fold(row.name), last_visit: row.lastVisitOn ?? '', days: row.daysSinceVisit ?? -1, spent: row.spentCents, created: row.createdAt })[query.sort];
      const rows = this.filtered(query.filters).toSorted((a, b) => sign * (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : 0));
      const from = Number(query.cursor ?? 0);
      return { rows: rows.slice(from, from + query.limit), next: from + query.limit < rows.length ? String(from + query.limit) : null };
    },
    owners_totals: ({ filters }: { filters: OwnerFilters }) => this.totals(this.filtered(filters)),
    owners_ids: ({ filters }: { filters: OwnerFilters }) => this.filtered(filters).map((row) => row.id),
    owners_selection: ({ owners }: { owners: number[] }) => this.totals(this.people.filter((one) => owners.includes(one.owner.id)).map((one) => this.row(one))),
    owners_facets: () => ({ cities: [{ city: 'Cancún', owners: 100 }, { city: 'Puerto Morelos', owners: 200 }], tags, species: ['dog', 'cat'], sources: ['referral'], activeOwners: this.people.length }),
    owners_profile: ({ id }: { id: number }) => structuredClone(this.profile(id)),
    owners_timeline: ({ query }: { query: { ownerId: number; limit: number } }) => ({ rows: query.ownerId === 1 ? rows.slice(0, query.limit) : [], next: null }),
    consents_record: ({ consent }: { consent: { channel: string; purpose: string; isGiven: boolean } }) => {
      const cell = cells.find((one) => one.channel === consent.channel && one.purpose === consent.purpose);
      return this.change(cell ?? {}, { state: consent.isGiven ? 'given' : 'withdrawn' }, 'consents_record', 'María García', ['owners']);
    },
    owners_create: ({ owner }: { owner: OwnerInput }) => {
      const person: Person = { owner: ownerOf(this.people.length + 1, { ...blank, ...owner }), pets: [], tags: [], lastVisitOn: null, spent: 0, visits: 0, purchases: 0 };
      this.people.push(person);
      return this.done(person.owner, 'owners_create', person.owner.name, ['owners'], () => this.people.splice(this.people.indexOf(person), 1));
    },
    owners_update: ({ id, change }: { id: number; change: { owner: OwnerInput } }) => {
      const { owner } = this.person(id);
      return this.change(owner, ownerOf(id, change.owner), 'owners_update', owner.name, ['owners']);
    },
    owners_archive: ({ id }: { id: number }) => this.change(this.person(id).owner, { isActive: false }, 'owners_archive', this.person(id).owner.name, ['owners']),
    owners_restore: ({ id }: { id: number }) => this.change(this.person(id).owner, { isActive: true }, 'owners_restore', this.person(id).owner.name, ['owners']),
    pets_create: ({ owner, pet }: { owner: number; pet: PetInput }) => {
      const { pets, owner: whose } = this.person(owner);
      const added = petOf(Date.now(), owner, pet.name ?? '', pet.species ?? 'dog', pet);
      pets.push(added);
      return this.done(added, 'pets_create', whose.name, ['pets', 'owners'], () => pets.splice(pets.indexOf(added), 1));
    },
    pets_update: ({ id, change }: { id: number; change: { pet: PetInput } }) => {
      const pet = this.people.flatMap((one) => one.pets).find((one) => one.id === id)!;
      return this.change(pet, change.pet, 'pets_update', pet.name, ['pets']);
    },
    notes_list: ({ owner }: { owner: number }) => (owner === 1 ? this.notes : []),
    notes_create: ({ note }: { note: Pick<Note, 'content' | 'isPinned' | 'visibility'> }) => {
      const added: Note = { ...ofMaria, ...note, id: this.notes.length + 1, author: 'Karla Poot', createdAt: ms(today, '09:00'), updatedAt: 1 };
      this.notes = [...this.notes, added];
      return this.done(added, 'notes_create', 'María García', ['notes'], () => (this.notes = this.notes.filter((one) => one !== added)));
    },
    notes_update: ({ id, change }: { id: number; change: { note: Note } }) => this.change(this.notes.find((one) => one.id === id)!, change.note, 'notes_update', 'María García', ['notes']),
    notes_delete: ({ id }: { id: number }) => {
      const before = this.notes;
      this.notes = before.filter((one) => one.id !== id);
      return this.done(null, 'notes_delete', 'María García', ['notes'], () => (this.notes = before));
    },
    tags_assign: ({ change }: { change: { owners: number[]; add: number[]; remove: number[] } }) => {
      if (change.owners.length > 1) return this.done(null, 'owners_tag', `VIP × ${change.owners.length}`, ['tags'], () => undefined);
      const person = this.person(change.owners[0]!);
      const next = [...person.tags.filter((tag) => !change.remove.includes(tag)), ...change.add];
      return this.change(person, { tags: next }, 'owners_tag', person.owner.name, ['tags']);
    },
    interactions_create: ({ interaction }: { interaction: { subject: string } }) => this.done(1, 'interactions_create', interaction.subject, ['interactions'], () => undefined),
    interactions_complete_follow_up: ({ id }: { id: number }) => {
      const before = this.followUps;
      this.followUps = before.filter((one) => one.id !== id);
      return this.done(null, 'interactions_update', '', ['interactions'], () => (this.followUps = before));
    },
    interactions_no_answer: ({ id }: { id: number }) => {
      const moved = this.followUps.find((one) => one.id === id)!;
      const to = { on: '2025-11-24', minute: moved.minute };
      return { ...this.change(moved, to, 'interactions_update', moved.ownerName, ['interactions']), value: to };
    },
    interactions_postpone: ({ id, to }: { id: number; to: { on: string; minute: number | null } }) => {
      const moved = this.followUps.find((one) => one.id === id)!;
      return { ...this.change(moved, to, 'interactions_update', moved.ownerName, ['interactions']), value: null };
    },
    interactions_follow_ups: ({ scope }: { scope: string }) => ({
      rows: this.followUps.filter((one) => ({ overdue: one.on < today, today: one.on === today, later: one.on > today })[scope]),
      next: null,
    }),
    appointments_between: ({ from, to }: { from: string; to: string }) => this.bookings.filter((one) => one.startsOn >= from && one.startsOn <= to),
    appointments_services: () => [{ id: 1, name: 'Vacuna', kind: 'vaccination', durationMinutes: 15 }, { id: 2, name: 'Cirugía', kind: 'surgery', durationMinutes: 90 }],
    appointments_clashes: ({ appointment, except }: { appointment: AppointmentInput; except: number | null }) =>
      this.bookings.filter((one) => one.id !== except && appointment.staffId !== null && one.startsOn === appointment.startsOn && one.startsMinute === appointment.startsMinute),
    appointments_book: ({ appointment }: { appointment: AppointmentInput }) => {
      const { owner, pets } = this.person(appointment.ownerId);
      const pet = pets.find((one) => one.id === appointment.petId);
      const booking: Booking = { ...bookings[0]!, ...appointment, id: 900, ownerName: owner.name, petName: pet?.name ?? null, status: 'scheduled', service: 'Vacuna', overlaps: false } as Booking;
      this.bookings.push(booking);
      return this.done(booking, 'appointments_book', owner.name, ['appointments'], () => this.bookings.splice(this.bookings.indexOf(booking), 1));
    },
    appointments_reschedule: ({ id, appointment }: { id: number; appointment: AppointmentInput }) => {
      const booking = this.bookings.find((one) => one.id === id)!;
      const { startsOn, startsMinute } = appointment;
      return this.change(booking, { startsOn, startsMinute }, 'appointments_update', booking.ownerName, ['appointments']);
    },
    appointments_settle: ({ id, status }: { id: number; status: Booking['status'] }) => {
      const booking = this.bookings.find((one) => one.id === id)!;
      return this.change(booking, { status }, 'appointments_update', booking.ownerName, ['appointments']);
    },
    staff_list: () => [{ id: 2, name: 'Dra. Ana Torres', role: null }],
    pets_list: ({ owner }: { owner: number }) => this.person(owner).pets,
    today_get: (): Today => {
      const counts = { overdue: this.followUps.filter((one) => one.on < today).length, today: this.followUps.filter((one) => one.on === today).length, later: 4 };
      const known = <T>(list: T[]) => (this.people.length === 0 ? [] : list);
      return {
        date: today, minute: 582, followUpCounts: counts, followUps: this.followUps.slice(0, 8), appointments: known(this.bookings), unclosed: [],
        birthdays: known(birthdays), vaccinations: known(vaccinations),
      };
    },
    owners_habits: () => habits,
    insights_overview: () => (this.people.length === 0 ? { ...overview, owners: 0 } : overview),
    insights_rows: ({ figure }: { figure: Figure }) => figureRows(figure, memberLines),
    insights_keep_rows: () => ({ value: { id: 1 }, changed: ['segments'], change: 1 }),
    insights_export_rows: () => 'volvieron.csv',
    insights_list: () => (this.people.length === 0 ? { ...calls, rows: [] } : calls),
    today_rail: () => ({ owners: this.people.filter((one) => one.owner.isActive).length, pets: 400, followUps: this.followUps.length }),
    undo_status: () => ({ undo: this.changes.at(-1) ? { action: this.changes.at(-1)!.action, subject: this.changes.at(-1)!.subject } : null, redo: this.undone.at(-1) ? { action: this.undone.at(-1)!.action, subject: this.undone.at(-1)!.subject } : null }),
    undo_last: () => this.turn(this.changes, this.undone),
    redo_last: () => this.turn(this.undone, this.changes),
    transfer_choose: () => ({ token: 1, name: 'clinic-300', files: [{ name: 'owners.csv', bytes: 10 }, { name: 'pets.csv', bytes: 10 }] }),
    transfer_import: ({ isTrial }: { isTrial: boolean }) => ({ value: importSummary(isTrial), changed: isTrial ? [] : ['owners'], change: isTrial ? null : 7 }),
    works_cancel: () => null,
    health_get: () => this.condition,
    transfer_save_set_aside: () => 'apartadas.csv',
    transfer_export: () => ({ files: [{ file: 'owners.csv', rows: 300, bytes: 1, sha256: '', sums: {} }], rows: 300 }),
    transfer_history: () => [{ id: 1, source: 'clinic-300', importedAt: ms('2025-11-16', '19:40'), rows: 4502, setAside: 4, flagged: 0, hasChanges: true, isUndone: false }],
    papers_pages: ({ paper }: { paper: { kind: string } }) => ({ pages: reportPages(paper.kind === 'letters' ? 2 : 1), leftOut: paper.kind === 'labels' ? 3 : 0 }),
    papers_save: () => 'papel-2025-11-17.pdf',
    dashboard_get: () => dashboardShown(this.people.length === 0),
    dashboard_save_pdf: () => 'tablero-2025-11-17.pdf',
    reports_rows: ({ after }: { after: string | null }) => rowsPage(after),
    reports_save_rows: () => 'filas-2025-11-17.csv',
    reports_choices: () => ({ segments: [{ id: 4, name: 'Buenos clientes' }], tags: [{ id: 3, name: 'VIP' }], staff: [{ id: 7, name: 'Dra. Marisol Nava' }], sources: ['google', 'referral'], categories: ['Alimento'] }),
    reports_pages: ({ params }: { params: { list: string } }) => reportPages(params.list === 'included' ? 3 : 1),
    transfer_undo: () => ({
      value: {
        action: 'transfer_import', subject: 'clinic-300',
        kept: { count: 2, rows: [{ table: 'owners', id: 'O000001', name: 'María García', reason: 'edited' }, { table: 'pets', id: 'N0000007', name: 'Max', reason: 'needed' }] },
      },
      changed: ['owners'], change: null,
    }),
    reports_save_pdf: () => 'clientes-2025-11.pdf',
    reports_save_csv: () => 'clientes-2025-11.csv',
    reports_save_xlsx: () => 'clientes-2025-11.xlsx',
    reports_save_month: () => 'reportes-2025-11.pdf',
    drafts_get: ({ key }: { key: string }) => (this.drafts.has(key) ? { value: this.drafts.get(key), savedAt: 0 } : null),
    drafts_set: ({ key, value }: { key: string; value: string }) => void this.drafts.set(key, value),
    drafts_clear: ({ key }: { key: string }) => void this.drafts.delete(key),
  } as Record<string, unknown>;
}
