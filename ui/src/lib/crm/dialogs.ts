/**
 * Dialogs that any screen may open. They are read once the window can be used, so that it can be sooner, and before
 * anybody asks for one, so that no key is lost to the screen behind it.
 */
export const dialogs = {
  act: () => import('$routes/insights/ActDialog.svelte'),
  appointment: () => import('./AppointmentDialog.svelte'),
  condolence: () => import('./CondolenceDialog.svelte'),
  kept: () => import('./KeptDialog.svelte'),
  log: () => import('./LogDialog.svelte'),
  owner: () => import('./OwnerDialog.svelte'),
  paper: () => import('./PaperDialog.svelte'),
};

/** Reads them all. */
export const fetchDialogs = () => Promise.all(Object.values(dialogs).map((read) => read()));
