import { firstRecents, firstStatus, knownStatus } from '$lib/api/begun';
import type { SessionStatus, Settings } from '$lib/api/commands';

import { painted } from '$lib/parts/drawn.svelte';

import { atLeisure } from './leisure';
import { preferences } from './preferences.svelte';
import { search } from './search.svelte';

/** The window opens with the screen that was chosen, unless it is asked for another. Before the router looks. */
function openWith(screen: string): void {
  const isAsked = !['', '#', '#/'].includes(location.hash);
  if (screen === 'dashboard' && !isAsked) history.replaceState(history.state, '', '#/dashboard');
}

/** The open clinic, its settings and its day. */
class Session {
  status = $state.raw<SessionStatus>();
  settings = $state.raw<Settings>();
  /** The window's first picture is the box alone, where it need not ask: all else is drawn behind it. */
  isBeginning = $state(false);

  get today(): string {
    return this.status?.clinic?.today ?? '1970-01-01';
  }

  get currency(): string {
    return this.settings?.currency ?? 'MXN';
  }

  get zone(): string {
    return this.settings?.zone ?? 'America/Cancun';
  }

  get isOpen(): boolean {
    return this.settings !== undefined;
  }

  /** What the host said before the page was read: the first picture need not wait then. */
  beginAtOnce(): void {
    const known = knownStatus();
    if (!known) return;
    this.adopt(known);
    const recents = firstRecents();
    if (!recents) return;
    search.begin(recents);
    this.isBeginning = true;
    void atLeisure().then(() => (this.isBeginning = false));
  }

  /**
   * Each question of the page takes its time: what the first picture does not need comes behind it, and behind what is
   * typed into it at once.
   */
  quiet(): Promise<void> {
    return this.isBeginning ? atLeisure() : painted();
  }

  async begin(): Promise<void> {
    if (!this.isOpen) this.adopt(await firstStatus());
  }

  /** Show the clinic that a status speaks of. */
  adopt(status: SessionStatus): void {
    this.status = status;
    if (!status.clinic) return;
    const { settings } = status.clinic;
    if (!this.isOpen) openWith(settings.startScreen);
    this.take(settings);
  }

  /** Settings as they were kept; how the clinic looks follows them. */
  take(settings: Settings): void {
    this.settings = settings;
    preferences.follow(settings);
  }

  /** A new day began. */
  turn(today: string): void {
    if (this.status?.clinic) this.status = { ...this.status, clinic: { ...this.status.clinic, today } };
  }
}

export const session = new Session();
