import { complain } from '$lib/api/call';
import { api } from '$lib/api/commands';
import type { FollowUp, FollowUpScope } from '$lib/api/commands';
import { Latest } from '$lib/state/latest';

const pageSize = 200;

/** One part of the queue, read a page at a time: what is overdue, today's, or what comes next. */
export class FollowUpList {
  rows = $state.raw<FollowUp[]>([]);
  active = $state(0);
  isRead = $state(false);
  #scope: FollowUpScope;
  #next: string | null = null;
  #latest = new Latest();

  constructor(scope: FollowUpScope) {
    this.#scope = scope;
  }

  get chosen(): FollowUp | undefined {
    return this.rows[this.active];
  }

  /** Read it again; what is chosen stays where it stood, so that settling one leads on to the next. */
  async load(): Promise<void> {
    await this.#read(null, Math.min(Math.max(pageSize, this.rows.length), 500), (page) => page);
    this.active = Math.min(this.active, Math.max(0, this.rows.length - 1));
  }

  async more(): Promise<void> {
    if (this.#next !== null) await this.#read(this.#next, pageSize, (page) => [...this.rows, ...page]);
  }

  async #read(cursor: string | null, limit: number, join: (page: FollowUp[]) => FollowUp[]): Promise<void> {
    try {
      const page = await this.#latest.of(() => api.interactionsFollowUps(this.#scope, cursor, limit));
      if (!page) return;
      this.rows = join(page.value.rows);
      this.#next = page.value.next;
      this.isRead = true;
    } catch (error) {
      complain(error);
    }
  }
}
