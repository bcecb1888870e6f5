import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

import svelteConfig from './svelte.config.js';

/** Parts know no clinic word: they may not reach for the clinic's code. */
const partsKnowNothing = {
  patterns: [{ group: ['$lib/api/*', '$lib/crm/*', '$routes/*'], message: 'Parts know no clinic word.' }],
};

export default ts.config(
  { ignores: ['dist/', 'node_modules/', 'src/lib/api/bindings.ts'] },
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
    rules: {
      'svelte/no-at-html-tags': 'error',
      'svelte/no-inline-styles': 'off',
      'svelte/require-each-key': 'error',
      // Hash routes are built by the router's typed p(); SvelteKit's resolve() is not in use.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  { files: ['src/lib/parts/**'], rules: { 'no-restricted-imports': ['error', partsKnowNothing] } },
  { files: ['tests/**'], languageOptions: { globals: { ...globals.node } }, rules: { 'no-console': 'off', '@typescript-eslint/no-non-null-assertion': 'off' } },
);
