import { api } from './commands';
import type { Answer, SessionStatus, Today } from './commands';

/** What the day shows. */
export interface FirstScreen {
  today: Today;
  /** The last records. */
  found: Answer;
}

declare global {
  interface Window {
    /** What the host wrote into the page where the clinic was open by then; else what begin.js asked it. */
    begun?: {
      known?: SessionStatus;
      first?: FirstScreen | null;
      status?: Promise<SessionStatus>;
      /** Theme, text size, language and first screen: of the clinic's settings, or as they were kept. */
      look?: object;
    };
  }
}

/** What is there counts once. */
function once<K extends 'known' | 'first' | 'status' | 'look'>(what: K) {
  const asked = window.begun?.[what];
  delete window.begun?.[what];
  return asked;
}

/** Which clinic is open, if that was said with the page itself. */
export const knownStatus = (): SessionStatus | undefined => once('known');

/** What the host read ahead of the first screen, if it was said with the page itself. */
export const firstScreen = (): FirstScreen | undefined => once('first') ?? undefined;

/** Which clinic is open. */
export const firstStatus = (): Promise<SessionStatus> => once('status') ?? api.sessionStatus();

/** How the window looks before anything is asked. */
export const firstLook = (): object => once('look') ?? {};
