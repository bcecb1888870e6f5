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

/* Last records */
export interface Recent {
  id: Id;
  name: string;
  phone: string | null;
  pets: string[];
  isActive: boolean;
  openedAt: number;
}

/* Owners' list */
export type OwnerSort = 'name' | 'last_visit' | 'days' | 'spent' | 'created';

export interface OwnersQuery {
  filters: OwnerFilters;
  sort: OwnerSort;
  direction: 'ascending' | 'descending';
  cursor: string | null;
  limit: number;
}

export interface OwnerFilters {
  active: 'active' | 'inactive' | 'all';
  text: string | null;
  cities: string[];
  tags: Id[];
  species: string[];
  tiers: string[];
  lifecycles: string[];
  risks: string[];
  sources: string[];
  spentMin: number | null;
  spentMax: number | null;
  daysMin: number | null;
  daysMax: number | null;
}

export interface OwnerTag {
  id: Id;
  name: string;
  colour: string;
}

export interface OwnerRow {
  id: Id;
  name: string;
  kind: string;
  pets: { name: string; species: string }[];
  tags: OwnerTag[];
  lastVisitOn: Day | null;
  daysSinceVisit: number | null;
  spentCents: number;
  risk: string;
  lifecycle: string;
  tier: string;
  phone: string | null;
  phoneE164: string | null;
  city: string | null;
  isActive: boolean;
  createdAt: number;
}

export interface OwnersPage {
  rows: OwnerRow[];
  next: string | null;
}

export interface OwnerTotals {
  count: number;
  spentCents: number;
  averageSpentCents: number | null;
  daysMin: number | null;
  daysMax: number | null;
}

export interface Facets {
  cities: { city: string; owners: number }[];
  tags: OwnerTag[];
  species: string[];
  sources: string[];
  activeOwners: number;
}

/* Owner 360 */
export interface OwnerInput {
  kind: string;
  firstName: string;
  lastName: string;
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
  region: string | null;
  country: string | null;
  postalCode: string | null;
  locationNotes: string | null;
  birthOn: Day | null;
  gender: string | null;
  occupation: string | null;
  nationality: string | null;
  preferredLanguage: string;
  contactPreference: string;
  preferredContactTime: string | null;
  reminderPreference: string;
  acquisitionSource: string | null;
  acquisitionDetail: string | null;
  referredBy: Id | null;
  facebookUrl: string | null;
  instagramHandle: string | null;
  notes: string | null;
  internalNotes: string | null;
}

export interface Owner extends OwnerInput {
  id: Id;
  /** The name on the screen: a company's own, else the person's. */
  name: string;
  fullName: string;
  isActive: boolean;
  createdAt: number;
  updatedAt: number;
}

export interface OwnerChange {
  owner: OwnerInput;
  /** The `updatedAt` of the owner that was edited. */
  readAt: number;
}

export interface PetInput {
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

export interface Pet extends PetInput {
  id: Id;
  ownerId: Id;
  updatedAt: number;
}

export interface PetChange {
  pet: PetInput;
  readAt: number;
}

export interface TagInput {
  name: string;
  colour: string;
  description: string | null;
  isActive: boolean;
}

export interface Tag extends TagInput {
  id: Id;
  owners: number;
}

/** Tags to put on owners, and to take off. */
export interface TagChange {
  owners: Id[];
  add: Id[];
  remove: Id[];
}

export interface NoteInput {
  content: string;
  isPinned: boolean;
  visibility: string;
}

export interface Note extends NoteInput {
  id: Id;
  author: string | null;
  createdAt: number;
  updatedAt: number;
}

export interface NoteChange {
  note: NoteInput;
  readAt: number;
}

export type ScoreRule =
  | { kind: 'steps'; bound: 'at_most' | 'below' | 'at_least' | 'above'; steps: { limit: number; points: number }[] }
  | { kind: 'each'; points: number };

export interface ScorePart {
  name: string;
  /** Days, visits, cents or interactions. */
  value: number | null;
  points: number;
  most: number;
  rule: ScoreRule;
}

export interface Score {
  points: number;
  parts: ScorePart[];
}

export interface OwnerFigures {
  ownerId: Id;
  asOf: Day;
  firstVisitOn: Day | null;
  lastVisitOn: Day | null;
  daysSinceLastVisit: number | null;
  nextAppointmentOn: Day | null;
  totalVisits: number;
  totalAppointments: number;
  cancelledAppointments: number;
  noShowCount: number;
  daysBetweenVisits: number | null;
  totalSpentCents: number;
  orderCount: number;
  averageOrderValueCents: number | null;
  averagePerVisitCents: number | null;
  lastPurchaseOn: Day | null;
  daysBetweenPurchases: number | null;
  isPurchaseOverdue: boolean;
  interactionCount: number;
  referralCount: number;
  valueScore: Score;
  engagementScore: Score;
  churnRisk: string;
  churn: { score: number | null; voice: string; usualGap: number | null };
  lifetimeValueEstimateCents: number | null;
  lifecycle: string;
  tier: string;
  visitPattern: string | null;
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
  tags: OwnerTag[];
  notes: Note[];
  figures: OwnerFigures;
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
export interface Counts {
  rows: number;
  new: number;
  updated: number;
  same: number;
  duplicate: number;
  setAside: number;
}

export interface RowRemark {
  file: string;
  line: number;
  column: string;
  value: string;
  reason: string;
}

export interface Summary extends Counts {
  isDryRun: boolean;
  setAsideRows: RowRemark[];
  flagged: number;
  flaggedRows: RowRemark[];
  byKind: Record<string, Counts>;
  batch: Id | null;
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
  outcomes: Counts;
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

export interface KeptDraft {
  value: string;
  savedAt: number;
}
