/**
 * What the screens expect of the core, until its generated bindings have all of it: amounts in cents, days as
 * `2026-10-31`, moments in milliseconds UTC.
 */
import type { Day } from '$lib/words/days';

export type Id = number;

/* Session and settings */
export interface SessionStatus {
  version: string;
  today: Day;
  /** Nothing is open on the first start. */
  clinic: { isSample: boolean; owners: number; zone: string } | null;
}

export interface Settings {
  clinicName: string;
  clinicAddress: string;
  clinicContact: string;
  clinicLogo: string | null;
  currency: string;
  zone: string;
  language: string;
  theme: string;
  textSize: number;
  country: string;
  city: string;
  csvSeparator: string;
}

/* Search */
export interface Match {
  /** owner_name, company, phone, phone_secondary, whatsapp, email, pet, microchip, … */
  field: string;
  /** The value as it is shown; the matched stretches in UTF-16 units. */
  text: string;
  ranges: [number, number][];
}

export interface Hit {
  ownerId: Id;
  name: string;
  kind: 'individual' | 'corporate';
  isActive: boolean;
  phone: string | null;
  /** Living pets as a line: names, or name, breed and age where there is one. */
  pets: PetBrief[];
  matches: Match[];
}

export interface PetBrief {
  name: string;
  species: string;
  breed: string | null;
  birthOn: Day | null;
  status: string;
}

export interface SearchAnswer {
  hits: Hit[];
  /** More than the hits returned. */
  total: number;
}

/* Owners' list */
export type OwnersSortKey = 'name' | 'lastVisitOn' | 'totalSpentCents' | 'totalVisits';

export interface OwnersQuery {
  filters: OwnersFilters;
  sort: { key: OwnersSortKey; descending: boolean };
  cursor: string | null;
  limit: number;
}

export interface OwnersFilters {
  activity: 'active' | 'deactivated' | 'all';
  cities: string[];
  tags: Id[];
  tiers: string[];
  lifecycles: string[];
  risks: string[];
  spentMinCents: number | null;
  daysSinceVisitMin: number | null;
  daysSinceVisitMax: number | null;
  species: string[];
}

export interface OwnerRow {
  id: Id;
  name: string;
  pets: string[];
  petCount: number;
  tags: { name: string; colour: string }[];
  phone: string | null;
  city: string | null;
  lastVisitOn: Day | null;
  daysSinceLastVisit: number | null;
  totalSpentCents: number;
  totalVisits: number;
  churnRisk: string;
  tier: string;
  isActive: boolean;
}

export interface OwnersPage {
  rows: OwnerRow[];
  next: string | null;
}

export interface OwnersTotals {
  count: number;
  all: number;
}

/* Owner 360 */
export interface OwnerDetails {
  kind: 'individual' | 'corporate';
  firstName: string;
  lastName: string;
  fullName: string;
  companyName: string | null;
  secondContactName: string | null;
  secondContactPhone: string | null;
  email: string | null;
  phone: string | null;
  phoneSecondary: string | null;
  whatsapp: string | null;
  streetAddress: string | null;
  neighborhood: string | null;
  city: string | null;
  postalCode: string | null;
  birthOn: Day | null;
  preferredLanguage: string;
  contactPreference: string;
  preferredContactTime: string | null;
  reminderPreference: string;
  acquisitionSource: string | null;
  acquisitionDetail: string | null;
  referredBy: Id | null;
  notes: string | null;
  internalNotes: string | null;
}

export interface Owner extends OwnerDetails {
  id: Id;
  isActive: boolean;
  createdAt: number;
  updatedAt: number;
}

export interface PetDetails {
  name: string;
  species: string;
  breed: string | null;
  sex: string | null;
  isNeutered: boolean | null;
  birthOn: Day | null;
  isBirthEstimated: boolean;
  colour: string | null;
  microchip: string | null;
  weightG: number | null;
  status: string;
  deceasedOn: Day | null;
  notes: string | null;
}

export interface Pet extends PetDetails {
  id: Id;
  ownerId: Id;
}

export interface Tag {
  id: Id;
  name: string;
  colour: string;
}

export interface Note {
  id: Id;
  content: string;
  isPinned: boolean;
  visibility: string;
  author: string | null;
  createdAt: number;
}

export interface ScorePart {
  name: string;
  points: number;
  of: number;
}

export interface Figures {
  asOf: Day;
  firstVisitOn: Day | null;
  lastVisitOn: Day | null;
  daysSinceLastVisit: number | null;
  totalVisits: number;
  noShowCount: number;
  totalSpentCents: number;
  orderCount: number;
  averageOrderCents: number | null;
  lifetimeValueEstimateCents: number | null;
  daysBetweenVisits: number | null;
  daysBetweenPurchases: number | null;
  nextAppointmentOn: Day | null;
  churnRisk: string;
  lifecycle: string;
  tier: string;
  visitPattern: string | null;
  valueScore: number;
  valueParts: ScorePart[];
  engagementScore: number;
  engagementParts: ScorePart[];
}

export interface Alert {
  kind: string;
  pet: string | null;
  what: string | null;
  on: Day | null;
  isBooked: boolean;
}

export interface FollowUp {
  interactionId: Id;
  ownerId: Id;
  owner: string;
  pets: string;
  subject: string;
  dueOn: Day;
  dueMinute: number | null;
}

export interface ConsentState {
  channel: string;
  purpose: string;
  /** Nothing: nobody asked. */
  isGiven: boolean | null;
}

export interface OwnerProfile {
  owner: Owner;
  pets: Pet[];
  tags: Tag[];
  notes: Note[];
  figures: Figures;
  alerts: Alert[];
  followUps: FollowUp[];
  consents: ConsentState[];
  referredBy: { id: Id; name: string } | null;
  referred: { id: Id; name: string }[];
  counts: { events: number };
}

export interface TimelineEvent {
  id: string;
  kind: string;
  at: number;
  on: Day;
  title: string;
  detail: string;
  amountCents: number | null;
  state: string | null;
  petName: string | null;
}

export interface Timeline {
  events: TimelineEvent[];
  next: string | null;
}

export interface NewInteraction {
  ownerId: Id;
  petId: Id | null;
  kind: string;
  channel: string;
  direction: string;
  subject: string;
  notes: string | null;
  sentiment: string | null;
  followUpOn: Day | null;
  followUpMinute: number | null;
}

/* Today */
export interface TodayAppointment {
  id: Id;
  ownerId: Id;
  owner: string;
  pet: string | null;
  startsAt: number;
  kind: string;
  service: string | null;
  status: string;
  isOverlapping: boolean;
}

export interface TodayView {
  today: Day;
  followUps: FollowUp[];
  overdue: number;
  dueToday: number;
  appointments: TodayAppointment[];
  unclosed: TodayAppointment[];
}

/* Undo */
export interface UndoStatus {
  undo: ChangeName | null;
  redo: ChangeName | null;
}

/** A change by its action, which the locales name, and what it was done to. */
export interface ChangeName {
  action: string;
  subject: string;
}

/* Import and export */
export interface Outcomes {
  rows: number;
  new: number;
  updated: number;
  same: number;
  duplicate: number;
  setAside: number;
}

export interface SetAsideRow {
  file: string;
  line: number;
  column: string | null;
  value: string | null;
  reason: string;
}

export interface ImportSummary extends Outcomes {
  byKind: (Outcomes & { kind: string })[];
  setAsideRows: SetAsideRow[];
  batchId: Id | null;
}

export interface ChosenSource {
  token: string;
  name: string;
  files: { name: string; bytes: number }[];
}

export interface Step {
  phase: string;
  done: number;
  total: number;
}

export interface ImportBatch {
  id: Id;
  source: string;
  importedAt: number;
  outcomes: Outcomes;
  isUndone: boolean;
}

/* Reports */
export interface ReportRequest {
  from: Day;
  to: Day;
  language: string;
  appendix: boolean;
}

export interface Point {
  x: number;
  y: number;
}

export type PathStep =
  | { step: 'move'; to: Point }
  | { step: 'line'; to: Point }
  | { step: 'curve'; one: Point; two: Point; to: Point };

export type Mark =
  | {
      mark: 'text';
      at: Point;
      anchor: 'start' | 'middle' | 'end';
      size: number;
      weight: 'regular' | 'medium' | 'semiBold';
      ink: string;
      tabular: boolean;
      text: string;
    }
  | { mark: 'line'; from: Point; to: Point; width: number; ink: string }
  | { mark: 'rect'; at: Point; width: number; height: number; ink: string }
  | { mark: 'path'; steps: PathStep[]; width: number; ink: string };

/** A page of paper as the list of what is painted on it, in hundredths of a point. */
export interface ReportPage {
  width: number;
  height: number;
  marks: Mark[];
}
