import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const locales = fileURLToPath(new URL('../assets/locales/', import.meta.url));

/**
 * The texts of a language as one text of JSON, put together here: a script that does so takes the window ten times as long
 * to read, and nothing is drawn before.
 */
export const wordsAtOnce = (): Plugin => ({
  name: 'words-at-once',
  apply: 'build',
  enforce: 'pre',
  transform: {
    filter: { id: /src[\\/]lib[\\/]words[\\/](es|en)\.ts$/ },
    handler(source) {
      const files = [...source.matchAll(/from '\$locales\/([^']+)'/g)].map(([, file]) => readFileSync(locales + file, 'utf8'));
      const words = JSON.stringify(Object.assign({}, ...files.map((text) => JSON.parse(text) as object)));
      return `export default JSON.parse(${JSON.stringify(words)});`;
    },
  },
});
