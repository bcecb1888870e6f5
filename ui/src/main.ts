import '@fontsource-variable/inter/wght.css';
import './styles/app.css';

import { mount } from 'svelte';

import App from './App.svelte';

// The first screen is read while the clinic opens.
void import('$routes/today/Today.svelte');

const target = document.getElementById('app');
if (target) mount(App, { target });
