import { api } from '$lib/api/commands';
import type { BalanceOrder, BalanceRow } from '$lib/api/commands';
import { PagedList } from '$lib/state/paged.svelte';

/** Owners with points, in one order. */
export class Balances extends PagedList<BalanceRow> {
  order = $state<BalanceOrder>('points');

  protected override page(cursor: string | null, limit: number) {
    return api.loyaltyBalances(this.order, cursor, limit);
  }

  turn(order: BalanceOrder): void {
    this.order = order;
    this.begin();
  }
}
