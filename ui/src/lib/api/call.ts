import { lookUp } from '$lib/words/say';
import { preferences } from '$lib/state/preferences.svelte';
import { toasts } from '$lib/state/toasts.svelte';

/** What the core says when it could not do what was asked. */
export interface Refusal {
  code: string;
  field?: string | null;
  detail?: string;
}

/** A refusal of the core, as an exception of the page. */
export class Failure extends Error {
  readonly code: string;
  readonly field: string | undefined;
  /** Where, in technical words: a file and a line. */
  readonly detail: string;

  constructor(refusal: Refusal) {
    super(refusal.code);
    this.name = 'Failure';
    this.code = refusal.code;
    this.field = refusal.field ?? undefined;
    this.detail = refusal.detail ?? '';
  }
}

/** Any error as a failure: one that did not come from the core is a fault of the program. */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const isRefusal = typeof error === 'object' && error !== null && 'code' in error;
  return new Failure(isRefusal ? (error as Refusal) : { code: 'internal' });
}

/** What happened, and what is safe and what to do next, in the reader's words. */
export function explain(error: unknown): { what: string; next: string } {
  const { code } = asFailure(error);
  const key = lookUp(preferences.language, `errors.${code}`) === undefined ? 'internal' : code;
  return {
    what: lookUp(preferences.language, `errors.${key}`) ?? '',
    next: lookUp(preferences.language, `errors.${key}.next`) ?? '',
  };
}

/** As [complain], but for a record that is gone: the screen that shows it says so itself. */
export function complainUnlessGone(error: unknown): void {
  if (asFailure(error).code !== 'not_found') complain(error);
}

/** Say that something went wrong. A cancelled work is no trouble. */
export function complain(error: unknown): void {
  if (asFailure(error).code === 'cancelled') return;
  const { what, next } = explain(error);
  toasts.trouble(what, next);
}
