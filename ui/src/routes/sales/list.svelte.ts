import { api } from '$lib/api/commands';
import type { SaleFilter, SaleRow, SaleSums } from '$lib/api/commands';
import { PagedList } from '$lib/state/paged.svelte';

export const everySale: Required<SaleFilter> = { kind: null, status: null, from: null, to: null, text: '' };

/** Sales, newest first, as the list was left. */
class SalesList extends PagedList<SaleRow, SaleSums> {
  filter = $state.raw<Required<SaleFilter>>(everySale);

  protected override page(cursor: string | null, limit: number) {
    return api.salesPage({ filter: this.filter, cursor, limit });
  }

  protected override sum() {
    return api.salesSums(this.filter);
  }

  narrow(filter: Partial<SaleFilter>): void {
    this.filter = { ...this.filter, ...filter };
    this.begin();
  }
}

export const salesList = new SalesList();
