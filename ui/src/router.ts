import { createRouter } from 'sv-router';

import Shell from '$routes/Shell.svelte';
import Today from '$routes/today/Today.svelte';

// Screens are loaded when they are first shown, all but the one that most windows begin with.
const router = createRouter({
  layout: Shell,
  '/': Today,
  '/owners': () => import('$routes/owners/Owners.svelte'),
  '/owners/:id': () => import('$routes/owner/Owner.svelte'),
  '/pets': () => import('$routes/pets/Pets.svelte'),
  '/agenda': () => import('$routes/agenda/Agenda.svelte'),
  '/follow-ups': () => import('$routes/follow-ups/FollowUps.svelte'),
  '/sales': () => import('$routes/sales/Sales.svelte'),
  '/loyalty': () => import('$routes/loyalty/Loyalty.svelte'),
  '/feedback': () => import('$routes/feedback/Feedback.svelte'),
  '/dashboard': () => import('$routes/dashboard/Dashboard.svelte'),
  '/segments': () => import('$routes/segments/Segments.svelte'),
  '/segments/:id': () => import('$routes/segments/Segment.svelte'),
  '/duplicates': () => import('$routes/duplicates/Duplicates.svelte'),
  '/history': () => import('$routes/history/History.svelte'),
  '/import': () => import('$routes/import/Transfer.svelte'),
  '/insights': () => import('$routes/insights/Insights.svelte'),
  '/reports': () => import('$routes/reports/Reports.svelte'),
  '/tags': () => import('$routes/tags/Tags.svelte'),
  '/settings': () => import('$routes/settings/Settings.svelte'),
  '*': () => import('$routes/lost/Lost.svelte'),
});

export const { p, isActive, route } = router;

/**
 * Goes to a screen. One that another overtakes on its way is no failure: the router's promise of it waits for itself,
 * which each engine refuses in words of its own.
 */
export const navigate = ((...to: Parameters<typeof router.navigate>) =>
  router.navigate(...to).catch((error: unknown) => {
    if (!(error instanceof TypeError && /cycle|itself/.test(error.message))) throw error;
  })) as typeof router.navigate;
