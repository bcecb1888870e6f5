import { Core, type Situation } from './core';

/* The whole window on the double, for pictures: the situation is in the address. */
const situation = JSON.parse(new URLSearchParams(location.search).get('situation') ?? '{}') as Situation;
new Core(situation).install();
await import('../../src/main');
if (situation.isWaiting) (await import('$lib/state/care.svelte')).care.isWaiting = true;
