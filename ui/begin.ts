import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const begin = fileURLToPath(new URL('src/begin.js', import.meta.url));

/** What runs before everything else stands in the page itself: a file of its own would come a question later. */
export const beginAtOnce = (): Plugin => ({
  name: 'begin-at-once',
  transformIndexHtml: {
    order: 'pre',
    handler: (html) => html.replace('<script src="/begin.js"></script>', () => `<script>\n${readFileSync(begin, 'utf8')}</script>`),
  },
});
