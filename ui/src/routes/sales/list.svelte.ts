import { complain } from '$lib/api/call';
import { api } from '$lib/api/commands';
import type { SaleFilter, SaleRow, SaleSums } from '$lib/api/commands';
import { Latest } from '$lib/state/latest';

const pageSize = 200;

export const everySale: Required<SaleFilter> = { kind: null, status: null, from: null, to: null, text: '' };

/** Sales, newest first, as the list was left. */
class SalesList {
  filter = $state.raw<Required<SaleFilter>>(everySale);
  rows = $state.raw<SaleRow[]>([]);
  sums = $state.raw<SaleSums>();
  active = $state(0);
  isRead = $state(false);
  #next: string | null = null;
  #isReadingMore = false;
  #pages = new Latest();
  #totals = new Latest();

  get chosen(): SaleRow | undefined {
    return this.rows[this.active];
  }

  narrow(filter: Partial<SaleFilter>): void {
    this.filter = { ...this.filter, ...filter };
    this.active = 0;
    void this.load(pageSize);
  }

  async load(limit = Math.min(Math.max(pageSize, this.rows.length), 500)): Promise<void> {
    try {
      const [page, sums] = await Promise.all([
        this.#pages.of(() => api.salesPage({ filter: this.filter, cursor: null, limit })),
        this.#totals.of(() => api.salesSums(this.filter)),
      ]);
      if (sums) this.sums = sums.value;
      if (!page) return;
      this.rows = page.value.rows;
      this.#next = page.value.next;
      this.active = Math.min(this.active, Math.max(0, this.rows.length - 1));
      this.isRead = true;
    } catch (error) {
      complain(error);
    }
  }

  async more(): Promise<void> {
    const cursor = this.#next;
    if (cursor === null || this.#isReadingMore) return;
    this.#isReadingMore = true;
    try {
      const page = await this.#pages.of(() => api.salesPage({ filter: this.filter, cursor, limit: pageSize }));
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

export const salesList = new SalesList();
