import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

import { beginAtOnce } from './begin.ts';
import { plainIcons } from './icons.ts';
import { wordsAtOnce } from './words.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [beginAtOnce(), plainIcons(), wordsAtOnce(), svelte()],
  clearScreen: false,
  resolve: {
    alias: { $lib: here('src/lib'), $routes: here('src/routes'), $locales: here('../assets/locales'), $router: here('src/router.ts') },
  },
  server: { port: 5173, strictPort: true, fs: { allow: [here('.'), here('../assets')] } },
  // All that is imported is bundled before tests run: what is found on the way reloads the page under them, and they hang.
  optimizeDeps: { force: process.env.VITEST !== undefined, exclude: ['@lucide/svelte'] },
  json: { stringify: true },
  build: {
    target: ['safari18', 'edge120'],
    chunkSizeWarningLimit: 900,
    assetsInlineLimit: 0,
    // The engines know it themselves, and what the page begins with stays one file.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What the first screen needs is one file, of whatever else it is a part.
        codeSplitting: { groups: [{ name: 'index', test: /src\/main\.ts$/ }] },
        // begin.js asks for the words by name.
        chunkFileNames: ({ name }) => (name === 'es' || name === 'en' ? 'words/[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'pure', environment: 'node', include: ['tests/pure/**/*.test.ts'], setupFiles: ['tests/words.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'window',
          include: ['tests/parts/**/*.test.ts', 'tests/screens/**/*.test.ts'],
          setupFiles: ['tests/setup.ts'],
          testTimeout: 20_000,
          // A busy machine draws late: what is waited for may take its time.
          expect: { poll: { timeout: 8_000 } },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            viewport: { width: 1366, height: 768 },
            // The system's Chromium: the tool's own download needs the internet.
            provider: playwright({ launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium' } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
