/** What the screens expect of the core where its generated bindings do not have it yet. */
import type { Day } from '$lib/words/days';

type Id = number;

export interface Match {
  /** owner_name, company, phone, phone_secondary, whatsapp, email, pet, microchip, … */
  field: string;
  /** The value as it is shown; the matched stretches in UTF-16 units. */
  text: string;
  ranges: [number, number][];
}

export interface PetBrief {
  id: Id;
  name: string;
  species: string;
  breed: string | null;
  birthOn: Day | null;
  status: string;
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

export interface Answer {
  text: string;
  hits: Hit[];
  total: number;
  /** There are more than were counted. */
  isCapped: boolean;
}

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

export interface ImportBatch {
  id: Id;
  source: string;
  importedAt: number;
  outcomes: Counts;
  isUndone: boolean;
}

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
