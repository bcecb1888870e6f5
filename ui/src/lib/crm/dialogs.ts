/** Asked for before it is read it is a promise; afterwards it is there at once, in the same turn as the key that asks. */
function once<T>(read: () => Promise<T>): () => T | Promise<T> {
  let known: T | undefined;
  return () => known ?? read().then((module) => (known = module));
}

/**
 * Dialogs that any screen may open. They are read once the window can be used, so that it can be sooner, and before
 * anybody asks for one, so that no key is lost to the screen behind it.
 */
export const dialogs = {
  act: once(() => import('$routes/insights/ActDialog.svelte')),
  appointment: once(() => import('./AppointmentDialog.svelte')),
  condolence: once(() => import('./CondolenceDialog.svelte')),
  kept: once(() => import('./KeptDialog.svelte')),
  log: once(() => import('./LogDialog.svelte')),
  owner: once(() => import('./OwnerDialog.svelte')),
  paper: once(() => import('./PaperDialog.svelte')),
  undoImport: once(() => import('./UndoImportDialog.svelte')),
};

/** Reads them all. */
export const fetchDialogs = () => Promise.all(Object.values(dialogs).map((read) => read()));
