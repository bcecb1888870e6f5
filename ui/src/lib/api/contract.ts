/**
 * What the screens expect of the core, until its generated bindings have all of it: amounts in cents, days as
 * `2026-10-31`, moments in milliseconds UTC.
 */
import type { Day } from '$lib/words/days';

export type Id = number;

/* Session and settings */
export interface SessionStatus {
  version: string;
  /** Nothing is open on the first start, or where the clinic could not be opened. */
  clinic: OpenClinic | null;
  /** Why the clinic's own database could not be opened. */
  trouble: { code: string; field: string | null; detail: string } | null;
  hasOwn: boolean;
}

export interface OpenClinic {
  name: string;
  language: string;
  zone: string;
  today: Day;
  owners: number;
  isSample: boolean;
  folder: string;
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
  kind: string;
  isActive: boolean;
  tier: string | null;
  phone: string | null;
  /** The living first. */
  pets: PetBrief[];
  matches: Match[];
}

export interface PetBrief {
  id: Id;
  name: string;
  species: string;
  breed: string | null;
  birthOn: Day | null;
  status: string;
}

export interface Answer {
  text: string;
  hits: Hit[];
  total: number;
  /** There are more than were counted. */
  isCapped: boolean;
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

export type Alert =
  | { type: 'deactivated' }
  | { type: 'blocked' }
  | {
      type: 'follow_up';
      id: Id;
      subject: string;
      petName: string | null;
      on: Day;
      minute: number | null;
      daysLate: number;
    }
  | { type: 'unanswered'; id: Id; channel: string; body: string; at: number }
  | { type: 'vaccination'; due: VaccinationDue }
  | { type: 'birthday'; petId: Id | null; name: string; daysLeft: number; turns: number }
  | { type: 'deceased'; petId: Id; name: string; on: Day };

export interface VaccinationDue {
  id: Id;
  vaccine: string;
  dueOn: Day;
  daysLeft: number;
  petId: Id;
  petName: string;
  ownerId: Id;
  ownerName: string;
}

export interface FollowUp {
  /** The interaction that promised it. */
  id: Id;
  ownerId: Id;
  ownerName: string;
  phone: string | null;
  petName: string | null;
  species: string | null;
  breed: string | null;
  kind: string;
  subject: string;
  on: Day;
  minute: number | null;
  /** 0 today, negative when it is to come. */
  daysLate: number;
}

export interface ConsentCell {
  channel: string;
  purpose: string;
  state: 'given' | 'withdrawn' | 'unknown';
  isAllowed: boolean;
}

export interface Consents {
  cells: ConsentCell[];
}

export interface ConsentInput {
  purpose: string | null;
  channel: string | null;
  isGiven: boolean;
  source: string;
  wordingVersion: string | null;
}

export interface OwnerName {
  id: Id;
  name: string;
}

export interface OwnerProfile {
  owner: Owner;
  figures: OwnerFigures;
  /** Those that live first. */
  pets: Pet[];
  /** The most urgent first. */
  alerts: Alert[];
  tags: OwnerTag[];
  pinned: Note[];
  consents: Consents;
  referrer: OwnerName | null;
  referred: OwnerName[];
  lastVisit: {
    on: Day;
    daysAgo: number;
    service: string | null;
    petName: string | null;
    staffName: string | null;
    reason: string | null;
  } | null;
  nextAppointment: Booking | null;
  counts: { history: number; pets: number; notes: number; referred: number };
}

export interface TimelineQuery {
  ownerId: Id;
  kinds: string[];
  cursor: string | null;
  limit: number;
}

export interface TimelineItem {
  name: string;
  quantityMilli: number;
}

export type TimelineEntry =
  | {
      type: 'appointment';
      id: Id;
      service: string | null;
      kind: string;
      status: string;
      petName: string | null;
      staffName: string | null;
      reason: string | null;
      notes: string | null;
    }
  | {
      type: 'invoice';
      id: Id;
      number: string;
      status: string;
      totalCents: number;
      refundedCents: number;
      paymentMethod: string | null;
      service: string | null;
      items: TimelineItem[];
    }
  | {
      type: 'order';
      id: Id;
      number: string | null;
      status: string;
      totalCents: number;
      refundedCents: number;
      paymentMethod: string | null;
      items: TimelineItem[];
    }
  | {
      type: 'interaction';
      id: Id;
      kind: string;
      channel: string;
      direction: string;
      subject: string;
      notes: string | null;
      outcome: string | null;
      durationMinutes: number | null;
      sentiment: string | null;
      staffName: string | null;
      petName: string | null;
      followUpOn: Day | null;
    }
  | {
      type: 'message';
      id: Id;
      channel: string;
      direction: string;
      purpose: string | null;
      subject: string | null;
      body: string | null;
      status: string;
      answeredAt: number | null;
    }
  | { type: 'note'; id: Id; content: string; isPinned: boolean; visibility: string; author: string | null }
  | { type: 'vaccination'; id: Id; vaccine: string; petName: string; dueOn: Day | null; staffName: string | null }
  | {
      type: 'feedback';
      id: Id;
      serviceType: string;
      rating: number | null;
      comments: string | null;
      sentiment: string | null;
      isResolved: boolean;
    };

export interface TimelineRow {
  on: Day;
  minute: number | null;
  entry: TimelineEntry;
}

export interface TimelinePage {
  rows: TimelineRow[];
  next: string | null;
}

export interface InteractionInput {
  ownerId: Id;
  petId: Id | null;
  kind: string;
  channel: string;
  direction: string;
  subject: string;
  notes: string | null;
  outcome: string | null;
  durationMinutes: number | null;
  sentiment: string | null;
  happenedAt: number | null;
  followUp: { on: Day; minute: number | null } | null;
}

/* Today */
export interface Booking {
  id: Id;
  ownerId: Id;
  ownerName: string;
  phone: string | null;
  petId: Id | null;
  petName: string | null;
  species: string | null;
  service: string | null;
  kind: string;
  startsAt: number;
  startsOn: Day;
  startsMinute: number;
  durationMinutes: number | null;
  status: string;
  staffName: string | null;
  reason: string | null;
  overlaps: boolean;
}

export interface Birthday {
  ownerId: Id;
  ownerName: string;
  petId: Id | null;
  petName: string | null;
  species: string | null;
  breed: string | null;
  daysLeft: number;
  turns: number;
}

export interface Today {
  date: Day;
  /** The minute of the day by the clinic's wall clock. */
  minute: number;
  followUpCounts: { overdue: number; today: number; later: number };
  followUps: FollowUp[];
  /** Of the day before, and still open. */
  unclosed: Booking[];
  appointments: Booking[];
  birthdays: Birthday[];
  vaccinations: VaccinationDue[];
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
