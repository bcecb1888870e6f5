import { mount, unmount } from 'svelte';
import { page } from 'vitest/browser';

import { fetchDialogs } from '$lib/crm/dialogs';
import { mourning } from '$lib/crm/mourning.svelte';
import type { Answer, SessionStatus } from '$lib/api/commands';
import { desk } from '$lib/state/desk.svelte';
import { preferences } from '$lib/state/preferences.svelte';
import { search } from '$lib/state/search.svelte';
import { session } from '$lib/state/session.svelte';
import { toasts } from '$lib/state/toasts.svelte';
import { transfer } from '$routes/import/transfer.svelte';
import { everyPet } from '$routes/pets/filters';
import { petsList } from '$routes/pets/list.svelte';
import { ownersList } from '$routes/owners/list.svelte';
import { everySale, salesList } from '$routes/sales/list.svelte';
import { navigate } from '$router';

import App from '../src/App.svelte';

import { Core, type Situation } from './double/core';

let close: (() => Promise<void>) | undefined;

/** What a host says with the page itself, given to the page as it begins. */
export function sayFirst(core: Core): void {
  window.begun = {
    known: core.answer('session_status', {}) as SessionStatus,
    recents: core.answer('search_find', { text: '' }) as Answer,
  };
  core.calls = [];
  session.beginAtOnce();
}

/** Open the whole window at a place, on a double in this situation; `begin` runs before anything is drawn. */
export async function openWindow(path: string, situation: Situation = {}, begin?: (core: Core) => void): Promise<Core> {
  const core = new Core(situation).install();
  session.status = undefined;
  session.settings = undefined;
  search.clear();
  preferences.change({ theme: 'light', textSize: 100, language: 'es' });
  history.replaceState(null, '', `#${path}`);
  begin?.(core);
  const target = document.createElement('div');
  target.id = 'app';
  document.body.append(target);
  const app = mount(App, { target });
  close = async () => {
    await unmount(app);
    target.remove();
    desk.newOwner = undefined;
    mourning.shown = undefined;
    desk.showsHelp = false;
    transfer.startOver();
    petsList.narrow(everyPet);
    ownersList.forget();
    desk.logging = undefined;
    desk.booking = undefined;
    salesList.narrow(everySale);
    for (const toast of toasts.list) toasts.close(toast.id);
    close = undefined;
  };
  await page.getByRole('main').findElement();
  // The window reads them soon after its first picture: a test types at once, and on a busy machine sooner than that.
  await fetchDialogs();
  // The router remembers the screen of the window before until this one is loaded.
  if (!situation.isFirstStart) await navigate(path as '/', { replace: true });
  return core;
}

/** Close it again; nothing of it stays for the next test. */
export async function closeWindow(): Promise<void> {
  await close?.();
}

/** What was asked of the double is answered and on the screen. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((done) => setTimeout(done, 20));
    await new Promise(requestAnimationFrame);
  }
}
