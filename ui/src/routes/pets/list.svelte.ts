import { api } from '$lib/api/commands';
import type { PetRow, PetSort, PetsQuery, PetTotals } from '$lib/api/commands';
import type { Sort } from '$lib/parts/table';
import { PagedList } from '$lib/state/paged.svelte';

import { everyPet, type PetFilters } from './filters';

/** The list of pets as it was left: filters, order and place outlive a visit to a record. */
class PetsList extends PagedList<PetRow, PetTotals> {
  filters = $state.raw<PetFilters>(everyPet);
  sort = $state.raw<Sort<PetSort>>({ key: 'name', descending: false });

  protected override get largest(): number {
    return 1000;
  }

  protected override page(cursor: string | null, limit: number) {
    return api.petsPage(this.query(cursor, limit));
  }

  protected override sum() {
    return api.petsTotals(this.filters);
  }

  narrow(filters: PetFilters): void {
    this.filters = filters;
    this.begin();
  }

  order(sort: Sort): void {
    this.sort = sort as Sort<PetSort>;
    this.begin();
  }

  query(cursor: string | null, limit: number): PetsQuery {
    const { key, descending } = this.sort;
    return { filters: this.filters, sort: key, direction: descending ? 'descending' : 'ascending', cursor, limit };
  }
}

export const petsList = new PetsList();
