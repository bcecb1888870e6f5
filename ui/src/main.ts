import '@fontsource-variable/inter/wght.css';
import './styles/app.css';

import { mount } from 'svelte';

import { preferences } from '$lib/state/preferences.svelte';
import { session } from '$lib/state/session.svelte';
import { learn } from '$lib/words/catalog';

import App from './App.svelte';

async function show(target: Element): Promise<void> {
  await learn(preferences.language);
  session.beginAtOnce();
  mount(App, { target });
}

const target = document.getElementById('app');
if (target) void show(target);
// Read meanwhile, where the window begins with it.
if (preferences.startScreen === 'dashboard') void import('$routes/dashboard/Dashboard.svelte');
