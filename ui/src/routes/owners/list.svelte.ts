import { complain } from '$lib/api/call';
import { api } from '$lib/api/commands';
import type { Facets, Id, OwnerFilters, OwnerRow, OwnerSort, OwnersQuery, OwnerTotals } from '$lib/api/commands';
import type { Sort } from '$lib/parts/table';
import { Latest } from '$lib/state/latest';

import { everyone } from './filters';

const pageSize = 200;
/** The most that the core gives at once. */
const largestPage = 1000;

/** The list of owners as it was left: filters, order, place and marks outlive a visit to a record. */
class OwnersList {
  filters = $state.raw<OwnerFilters>(everyone);
  sort = $state.raw<Sort<OwnerSort>>({ key: 'name', descending: false });
  rows = $state.raw<OwnerRow[]>([]);
  totals = $state.raw<OwnerTotals>();
  facets = $state.raw<Facets>();
  selected = $state.raw<ReadonlySet<Id>>(new Set());
  active = $state(0);
  isRead = $state(false);
  #next: string | null = null;
  #isReadingMore = false;
  #pages = new Latest();
  #sums = new Latest();

  narrow(filters: OwnerFilters): void {
    this.filters = filters;
    this.#begin();
  }

  order(sort: Sort): void {
    this.sort = sort as Sort<OwnerSort>;
    this.#begin();
  }

  #query(cursor: string | null, limit: number): OwnersQuery {
    const { key, descending } = this.sort;
    return { filters: this.filters, sort: key, direction: descending ? 'descending' : 'ascending', cursor, limit };
  }

  #begin(): void {
    this.active = 0;
    this.selected = new Set();
    void this.load(pageSize);
  }

  /** Read the list again, as many rows as are shown. */
  async load(limit = Math.min(Math.max(pageSize, this.rows.length), largestPage)): Promise<void> {
    try {
      const [page, totals, facets] = await Promise.all([
        this.#pages.of(() => api.ownersPage(this.#query(null, limit))),
        this.#sums.of(() => api.ownersTotals(this.filters)),
        api.ownersFacets(),
      ]);
      this.facets = facets;
      if (totals) this.totals = totals.value;
      if (!page) return;
      this.rows = page.value.rows;
      this.#next = page.value.next;
      this.active = Math.min(this.active, Math.max(0, this.rows.length - 1));
      this.isRead = true;
    } catch (error) {
      complain(error);
    }
  }

  /** The rows after the last one known. */
  async more(): Promise<void> {
    const cursor = this.#next;
    if (cursor === null || this.#isReadingMore) return;
    this.#isReadingMore = true;
    try {
      const page = await this.#pages.of(() => api.ownersPage(this.#query(cursor, pageSize)));
      if (page) {
        this.rows = [...this.rows, ...page.value.rows];
        this.#next = page.value.next;
      }
    } catch (error) {
      complain(error);
    } finally {
      this.#isReadingMore = false;
    }
  }
}

export const ownersList = new OwnersList();
