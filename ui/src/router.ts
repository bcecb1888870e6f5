import { createRouter } from 'sv-router';

import Lost from '$routes/lost/Lost.svelte';
import Owner from '$routes/owner/Owner.svelte';
import Owners from '$routes/owners/Owners.svelte';
import Reports from '$routes/reports/Reports.svelte';
import Settings from '$routes/settings/Settings.svelte';
import Shell from '$routes/Shell.svelte';
import Today from '$routes/today/Today.svelte';
import Transfer from '$routes/import/Transfer.svelte';

export const { p, navigate, isActive, route } = createRouter({
  layout: Shell,
  '/': Today,
  '/owners': Owners,
  '/owners/:id': Owner,
  '/import': Transfer,
  '/reports': Reports,
  '/settings': Settings,
  '*': Lost,
});
