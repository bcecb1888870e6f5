import { api } from './commands';
import type { SessionStatus, Today } from './commands';

declare global {
  interface Window {
    /** What begin.js asked for before the page itself was read. */
    begun?: { status?: Promise<SessionStatus>; day?: Promise<Today | undefined> };
  }
}

/** The question for what `begin.js` asked already, which counts once. */
function once<K extends 'status' | 'day'>(what: K) {
  const asked = window.begun?.[what];
  delete window.begun?.[what];
  return asked;
}

/** Which clinic is open. */
export const firstStatus = (): Promise<SessionStatus> => once('status') ?? api.sessionStatus();

/** The day, for the first screen. */
export const firstDay = async (): Promise<Today> => (await once('day')) ?? api.todayGet();
