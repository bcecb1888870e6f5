import { complain } from '$lib/api/call';

import { Latest } from './latest';

const pageSize = 200;

/** A page, and where the next one begins. */
interface Page<Row> {
  rows: Row[];
  next: string | null;
}

/** A long list that is read a page at a time, with what all of its rows are together. */
export abstract class PagedList<Row, Totals = undefined> {
  rows = $state.raw<Row[]>([]);
  totals = $state.raw<Totals>();
  active = $state(0);
  isRead = $state(false);
  /** How often it began anew, from its first row. */
  beginnings = $state(0);
  #next: string | null = null;
  #more: Promise<void> | undefined;
  #wanted = 0;
  #reaching: Promise<void> | undefined;
  #pages = new Latest();
  #sums = new Latest();

  /** The rows behind a place; from the first where none is given. */
  protected abstract page(cursor: string | null, limit: number): Promise<Page<Row>>;

  /** What all rows are together. */
  protected sum(): Promise<Totals | undefined> {
    return Promise.resolve(undefined);
  }

  /** The most rows that the core gives at once. */
  protected get largest(): number {
    return 500;
  }

  get chosen(): Row | undefined {
    return this.rows[this.active];
  }

  /** The list is another one now: from its first row. */
  protected begin(): void {
    this.active = 0;
    this.#wanted = 0;
    this.beginnings++;
    void this.load(pageSize);
  }

  /** Read the list again, as many rows as are shown. */
  async load(limit = Math.min(Math.max(pageSize, this.rows.length), this.largest)): Promise<void> {
    try {
      const [page, totals] = await Promise.all([this.#pages.of(() => this.page(null, limit)), this.#sums.of(() => this.sum())]);
      if (totals) this.totals = totals.value;
      if (!page) return;
      this.rows = page.value.rows;
      this.#next = page.value.next;
      // The place that one is at stays, however far down.
      await this.#readUntil(() => this.active < this.rows.length);
      this.active = Math.min(this.active, Math.max(0, this.rows.length - 1));
      this.isRead = true;
    } catch (error) {
      complain(error);
    }
  }

  /** All rows up to the last. Whoever orders or narrows the list meanwhile needs them no more. */
  async last(): Promise<void> {
    await this.#more;
    await this.#readUntil(() => false);
  }

  /** The rows up to this one. Only the last one that was asked for counts: whoever drags on passes many. */
  reach(index: number): Promise<void> {
    this.#wanted = index;
    return (this.#reaching ??= this.#readUntil(() => this.rows.length > this.#wanted).finally(() => (this.#reaching = undefined)));
  }

  /** Ends too where nothing came: the list is another one by now, or could not be read. */
  async #readUntil(isEnough: () => boolean): Promise<void> {
    for (let known = -1; !isEnough() && this.#next !== null && this.rows.length > known; ) {
      known = this.rows.length;
      await this.more(this.largest);
    }
  }

  /** The rows after the last one known. */
  more(limit = pageSize): Promise<void> {
    return (this.#more ??= this.#readMore(limit).finally(() => (this.#more = undefined)));
  }

  async #readMore(limit: number): Promise<void> {
    const cursor = this.#next;
    if (cursor === null) return;
    try {
      const page = await this.#pages.of(() => this.page(cursor, limit));
      if (page) {
        this.rows = [...this.rows, ...page.value.rows];
        this.#next = page.value.next;
      }
    } catch (error) {
      complain(error);
    }
  }
}
