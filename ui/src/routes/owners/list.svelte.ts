import { complain } from '$lib/api/call';
import { api } from '$lib/api/commands';
import type { Id, OwnerRow, OwnersFilters, OwnersSortKey, OwnersTotals } from '$lib/api/contract';
import type { Sort } from '$lib/parts/table';
import { Latest } from '$lib/state/latest';

import { everyone } from './filters';

const pageSize = 200;

/** The list of owners as it was left: filters, order, place and marks outlive a visit to a record. */
class OwnersList {
  filters = $state.raw<OwnersFilters>(everyone);
  sort = $state.raw<Sort<OwnersSortKey>>({ key: 'name', descending: false });
  rows = $state.raw<OwnerRow[]>([]);
  totals = $state.raw<OwnersTotals>();
  selected = $state.raw<ReadonlySet<Id>>(new Set());
  active = $state(0);
  isRead = $state(false);
  #next: string | null = null;
  #isReadingMore = false;
  #pages = new Latest();
  #sums = new Latest();

  narrow(filters: OwnersFilters): void {
    this.filters = filters;
    this.#begin();
  }

  order(sort: Sort): void {
    this.sort = sort as Sort<OwnersSortKey>;
    this.#begin();
  }

  #begin(): void {
    this.active = 0;
    this.selected = new Set();
    void this.load(pageSize);
  }

  /** Read the list again, as many rows as are shown. */
  async load(limit = Math.max(pageSize, this.rows.length)): Promise<void> {
    const { filters, sort } = this;
    try {
      const [page, totals] = await Promise.all([
        this.#pages.of(() => api.ownersPage({ filters, sort, cursor: null, limit })),
        this.#sums.of(() => api.ownersTotals(filters)),
      ]);
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
    const { filters, sort } = this;
    try {
      const page = await this.#pages.of(() => api.ownersPage({ filters, sort, cursor, limit: pageSize }));
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
