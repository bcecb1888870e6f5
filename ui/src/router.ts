import { createRouter } from 'sv-router';

import Shell from '$routes/Shell.svelte';

// Screens are loaded when they are first shown: the window is up before most of them are read.
export const { p, navigate, isActive, route } = createRouter({
  layout: Shell,
  '/': () => import('$routes/today/Today.svelte'),
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
