import { api } from './commands';
import type { SessionStatus } from './commands';

declare global {
  interface Window {
    /** What the host said with begin.js where the clinic was open by then; else what begin.js asked it. */
    begun?: { known?: SessionStatus; status?: Promise<SessionStatus> };
  }
}

/** What is there counts once. */
function once<K extends 'known' | 'status'>(what: K) {
  const asked = window.begun?.[what];
  delete window.begun?.[what];
  return asked;
}

/** Which clinic is open, if that was said with the page itself. */
export const knownStatus = (): SessionStatus | undefined => once('known');

/** Which clinic is open. */
export const firstStatus = (): Promise<SessionStatus> => once('status') ?? api.sessionStatus();
