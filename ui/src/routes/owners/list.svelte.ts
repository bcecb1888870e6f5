import { complain } from '$lib/api/call';
import { api } from '$lib/api/commands';
import type { Facets, Id, OwnerColumn, OwnerFilters, OwnerRow, OwnerSort, OwnersQuery, OwnerTotals, SavedView } from '$lib/api/commands';
import type { Sort } from '$lib/parts/table';
import { PagedList } from '$lib/state/paged.svelte';

import { everyone } from './filters';

/** What is shown where nobody chose. */
export const usualColumns: readonly OwnerColumn[] = ['name', 'pets', 'tags', 'last_visit', 'days', 'spent', 'risk'];

/** The list of owners as it was left: filters, order, place and marks outlive a visit to a record. */
class OwnersList extends PagedList<OwnerRow, OwnerTotals> {
  filters = $state.raw<OwnerFilters>(everyone);
  sort = $state.raw<Sort<OwnerSort>>({ key: 'name', descending: false });
  facets = $state.raw<Facets>();
  selected = $state.raw<ReadonlySet<Id>>(new Set());
  columns = $state.raw<readonly OwnerColumn[]>(usualColumns);
  views = $state.raw<SavedView[]>([]);
  /** The view that the list began with. */
  viewId = $state<Id>();
  #hasBegun = false;

  protected override get largest(): number {
    return 1000;
  }

  protected override page(cursor: string | null, limit: number) {
    return api.ownersPage(this.#query(cursor, limit));
  }

  protected override async sum() {
    const [totals, facets] = await Promise.all([api.ownersTotals(this.filters), api.ownersFacets()]);
    this.facets = facets;
    return totals;
  }

  get view(): SavedView | undefined {
    return this.views.find((one) => one.id === this.viewId);
  }

  /** Whether the list is no longer as its view keeps it. */
  get isChanged(): boolean {
    const { view } = this;
    return view !== undefined && JSON.stringify(this.#shown()) !== JSON.stringify(shownBy(view));
  }

  #shown() {
    return { filters: sorted(this.filters), sort: this.sort.key, isDescending: this.sort.descending, columns: this.columns };
  }

  /** What a view would keep of the list as it is. */
  kept(name: string, isDefault: boolean) {
    return { name, isDefault, filters: this.filters, sort: this.sort.key, isDescending: this.sort.descending, columns: [...this.columns] };
  }

  /** Show what a view keeps; without one everybody, as usual. */
  show(view: SavedView | undefined): void {
    this.viewId = view?.id;
    this.filters = view ? { ...everyone, ...view.filters } : everyone;
    this.sort = view ? { key: view.sort, descending: view.isDescending } : { key: 'name', descending: false };
    this.columns = view && view.columns.length > 0 ? view.columns : usualColumns;
    this.begin();
  }

  /** The clinic's views; the first time the list opens with the one that is meant for that. */
  async readViews(): Promise<void> {
    try {
      this.views = await api.savedViewsList();
      const first = this.views.find((view) => view.isDefault);
      const isUntouched = this.viewId === undefined && JSON.stringify(this.filters) === JSON.stringify(everyone);
      if (first && isUntouched && !this.#hasBegun) this.show(first);
      this.#hasBegun = true;
    } catch (error) {
      complain(error);
    }
  }

  /** Mark everybody whom the filters let through, also those who are not read yet. */
  async markAll(): Promise<void> {
    try {
      this.selected = new Set(await api.ownersIds(this.filters));
    } catch (error) {
      complain(error);
    }
  }

  /** As a new window finds it. */
  forget(): void {
    this.#hasBegun = false;
    this.views = [];
    this.viewId = undefined;
    this.columns = usualColumns;
    this.sort = { key: 'name', descending: false };
    this.narrow(everyone);
  }

  narrow(filters: OwnerFilters): void {
    this.filters = filters;
    this.begin();
  }

  order(sort: Sort): void {
    this.sort = sort as Sort<OwnerSort>;
    this.begin();
  }

  #query(cursor: string | null, limit: number): OwnersQuery {
    const { key, descending } = this.sort;
    return { filters: this.filters, sort: key, direction: descending ? 'descending' : 'ascending', cursor, limit };
  }

  protected override begin(): void {
    this.selected = new Set();
    super.begin();
  }
}

/** Filters in one order, whoever wrote them. */
const sorted = (filters: Partial<OwnerFilters>) => Object.entries({ ...everyone, ...filters }).toSorted(([one], [other]) => (one < other ? -1 : 1));

const shownBy = (view: SavedView) => ({
  filters: sorted(view.filters),
  sort: view.sort,
  isDescending: view.isDescending,
  columns: view.columns.length > 0 ? view.columns : usualColumns,
});

export const ownersList = new OwnersList();
