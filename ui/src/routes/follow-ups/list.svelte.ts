import { api } from '$lib/api/commands';
import type { FollowUp, FollowUpScope } from '$lib/api/commands';
import { PagedList } from '$lib/state/paged.svelte';

/**
 * One part of the queue: what is overdue, today's, or what comes next. Read again, what is chosen stays where it stood, so
 * that settling one leads on to the next.
 */
export class FollowUpList extends PagedList<FollowUp> {
  #scope: FollowUpScope;

  constructor(scope: FollowUpScope) {
    super();
    this.#scope = scope;
  }

  protected override page(cursor: string | null, limit: number) {
    return api.interactionsFollowUps(this.#scope, cursor, limit);
  }
}
