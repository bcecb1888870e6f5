import type { Compare, Grain, Lang, Paper, ReportFilter, ReportKind, ReportParams, ReportStyle } from '$lib/api/commands';
import { preferences } from '$lib/state/preferences.svelte';
import { session } from '$lib/state/session.svelte';

import { periodNames, periodOf, type Period, type PeriodName } from './periods';

export const kinds = ['revenue', 'appointments', 'products', 'customers', 'retention'] as const satisfies readonly ReportKind[];
export const compares = ['before', 'last_year', 'nothing'] as const satisfies readonly Compare[];
export const grains = ['day', 'week', 'month', 'quarter', 'year'] as const satisfies readonly Grain[];
export const papers = ['a4', 'letter'] as const satisfies readonly Paper[];

/** Which filters mean something in which report. */
export const filtersOf: Record<ReportKind, readonly (keyof ReportFilter)[]> = {
  revenue: ['category', 'segment', 'tag', 'source'],
  appointments: ['staff', 'segment', 'tag', 'source'],
  products: ['category', 'segment', 'tag', 'source'],
  customers: ['segment', 'tag', 'source'],
  retention: ['segment', 'tag', 'source'],
};

/** Reports with a long list that can stand at the end. */
export const hasLongList = (kind: ReportKind): boolean => kind === 'customers' || kind === 'products';

interface Kept {
  kind: ReportKind;
  name: PeriodName;
  compare: Compare;
  grain: Grain | 'auto';
  paper: Paper;
  hasList: boolean;
}

// Kept on this PC: what one looks at every month is one click away. Filters are not, so that none is forgotten in force.
const key = 'huella.reports';
const defaults: Kept = { kind: 'revenue', name: 'monthToDate', compare: 'before', grain: 'auto', paper: 'a4', hasList: false };

function read(): Kept {
  try {
    const found = { ...defaults, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Kept>) };
    const one = <T>(list: readonly T[], value: T, otherwise: T) => (list.includes(value) ? value : otherwise);
    return {
      kind: one(kinds, found.kind, defaults.kind),
      // Dates of one's own are of that day.
      name: found.name === 'own' ? defaults.name : one(periodNames, found.name, defaults.name),
      compare: one(compares, found.compare, defaults.compare),
      grain: one(['auto', ...grains], found.grain, defaults.grain),
      paper: one(papers, found.paper, defaults.paper),
      hasList: found.hasList === true,
    };
  } catch {
    return defaults;
  }
}

const nothing: ReportFilter = { segment: null, tag: null, source: null, staff: null, category: null };

/** What is asked of the reports; one choice for all of them, so that one can leaf through them for the same days. */
class ReportChoice {
  #kept = $state<Kept>(read());
  /** A day of the period that is leafed through; today until one leafs. */
  day = $state<string>();
  own = $state.raw<Period>({ from: '1970-01-01', to: '1970-01-01' });
  #language = $state<Lang>();
  filter = $state.raw<ReportFilter>(nothing);

  get kind(): ReportKind {
    return this.#kept.kind;
  }

  get name(): PeriodName {
    return this.#kept.name;
  }

  get compare(): Compare {
    return this.#kept.compare;
  }

  get grain(): Grain | 'auto' {
    return this.#kept.grain;
  }

  get paper(): Paper {
    return this.#kept.paper;
  }

  get hasList(): boolean {
    return this.#kept.hasList;
  }

  /** The window's, unless another was chosen. */
  get language(): Lang {
    return this.#language ?? preferences.language;
  }

  set language(language: Lang) {
    this.#language = language;
  }

  get around(): string {
    return this.day ?? session.today;
  }

  get period(): Period {
    return this.name === 'own' ? this.own : periodOf(this.name, this.around, session.today);
  }

  change(part: Partial<Kept>): void {
    // Other dates begin as the ones that were shown.
    if (part.name === 'own') this.own = { ...this.period };
    this.#kept = { ...this.#kept, ...part };
    try {
      localStorage.setItem(key, JSON.stringify(this.#kept));
    } catch {
      // A full or closed store forgets the choice, no more.
    }
  }

  narrow(part: Partial<ReportFilter>): void {
    this.filter = { ...this.filter, ...part };
  }

  /** The filters that mean something in the report at hand. */
  get used(): ReportFilter {
    return Object.fromEntries(
      Object.entries(this.filter).map(([name, value]) => [
        name,
        filtersOf[this.kind].includes(name as keyof ReportFilter) ? value : null,
      ]),
    ) as unknown as ReportFilter;
  }

  get params(): ReportParams {
    return {
      ...this.period,
      compare: this.compare,
      grain: this.grain === 'auto' ? null : this.grain,
      only: this.used,
      list: this.hasList && hasLongList(this.kind) ? 'included' : 'leftOut',
    };
  }

  get style(): ReportStyle {
    return { language: this.language, paper: this.paper };
  }

  /** As it was before anybody chose: for tests, which share the window. */
  forget(): void {
    localStorage.removeItem(key);
    this.#kept = defaults;
    this.day = undefined;
    this.filter = nothing;
  }
}

export const reportChoice = new ReportChoice();
