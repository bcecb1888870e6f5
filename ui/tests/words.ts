import { learn } from '$lib/words/catalog';
import { languages } from '$lib/words/language';

// As main.ts does before it draws anything; both, so that a change of language is at once.
await Promise.all(languages.map(learn));
