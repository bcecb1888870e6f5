import { api } from './commands';
import type { Answer, SessionStatus } from './commands';

declare global {
  interface Window {
    /** What the host wrote into the page where the clinic was open by then; else what begin.js asked it. */
    begun?: {
      known?: SessionStatus;
      /** The last records. */
      recents?: Answer | null;
      status?: Promise<SessionStatus>;
      /** Theme, text size, language and first screen: of the clinic's settings, or as they were kept. */
      look?: object;
    };
  }
}

/** What is there counts once. */
function once<K extends 'known' | 'recents' | 'status' | 'look'>(what: K) {
  const asked = window.begun?.[what];
  delete window.begun?.[what];
  return asked;
}

/** Which clinic is open, if that was said with the page itself. */
export const knownStatus = (): SessionStatus | undefined => once('known');

/** The last records, if they were said with the page itself. */
export const firstRecents = (): Answer | undefined => once('recents') ?? undefined;

/** Which clinic is open. */
export const firstStatus = (): Promise<SessionStatus> => once('status') ?? api.sessionStatus();

/** How the window looks before anything is asked. */
export const firstLook = (): object => once('look') ?? {};
