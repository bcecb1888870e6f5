import '@fontsource-variable/inter/wght.css';
import './styles/app.css';

import { mount } from 'svelte';

import { preferences } from '$lib/state/preferences.svelte';

import App from './App.svelte';

// The first screen is read while the clinic opens: the one with which this PC began last.
void (preferences.startScreen === 'dashboard' ? import('$routes/dashboard/Dashboard.svelte') : import('$routes/today/Today.svelte'));

const target = document.getElementById('app');
if (target) mount(App, { target });
