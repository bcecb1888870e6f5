import { complain } from '$lib/api/call';
import { api } from '$lib/api/commands';
import type { PetRow, PetSort, PetsQuery, PetTotals } from '$lib/api/commands';
import type { Sort } from '$lib/parts/table';
import { Latest } from '$lib/state/latest';

import { everyPet, type PetFilters } from './filters';

const pageSize = 200;
/** The most that the core gives at once. */
const largestPage = 1000;

/** The list of pets as it was left: filters, order and place outlive a visit to a record. */
class PetsList {
  filters = $state.raw<PetFilters>(everyPet);
  sort = $state.raw<Sort<PetSort>>({ key: 'name', descending: false });
  rows = $state.raw<PetRow[]>([]);
  totals = $state.raw<PetTotals>();
  active = $state(0);
  isRead = $state(false);
  #next: string | null = null;
  #isReadingMore = false;
  #pages = new Latest();
  #sums = new Latest();

  narrow(filters: PetFilters): void {
    this.filters = filters;
    this.#begin();
  }

  order(sort: Sort): void {
    this.sort = sort as Sort<PetSort>;
    this.#begin();
  }

  query(cursor: string | null, limit: number): PetsQuery {
    const { key, descending } = this.sort;
    return { filters: this.filters, sort: key, direction: descending ? 'descending' : 'ascending', cursor, limit };
  }

  #begin(): void {
    this.active = 0;
    void this.load(pageSize);
  }

  /** Read the list again, as many rows as are shown. */
  async load(limit = Math.min(Math.max(pageSize, this.rows.length), largestPage)): Promise<void> {
    try {
      const [page, totals] = await Promise.all([
        this.#pages.of(() => api.petsPage(this.query(null, limit))),
        this.#sums.of(() => api.petsTotals(this.filters)),
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
    try {
      const page = await this.#pages.of(() => api.petsPage(this.query(cursor, pageSize)));
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

export const petsList = new PetsList();
