import { complain } from '$lib/api/call';
import { api } from '$lib/api/commands';
import type { BalanceOrder, BalanceRow } from '$lib/api/commands';
import { Latest } from '$lib/state/latest';

const pageSize = 200;

/** Owners with points, in one order, a page at a time. */
export class Balances {
  rows = $state.raw<BalanceRow[]>([]);
  active = $state(0);
  isRead = $state(false);
  #next: string | null = null;
  #latest = new Latest();

  async load(order: BalanceOrder): Promise<void> {
    await this.#read(order, null, Math.min(Math.max(pageSize, this.rows.length), 500), (page) => page);
    this.active = Math.min(this.active, Math.max(0, this.rows.length - 1));
  }

  async more(order: BalanceOrder): Promise<void> {
    if (this.#next !== null) await this.#read(order, this.#next, pageSize, (page) => [...this.rows, ...page]);
  }

  async #read(order: BalanceOrder, cursor: string | null, limit: number, join: (page: BalanceRow[]) => BalanceRow[]): Promise<void> {
    try {
      const page = await this.#latest.of(() => api.loyaltyBalances(order, cursor, limit));
      if (!page) return;
      this.rows = join(page.value.rows);
      this.#next = page.value.next;
      this.isRead = true;
    } catch (error) {
      complain(error);
    }
  }
}
