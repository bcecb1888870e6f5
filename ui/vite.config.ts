import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [svelte()],
  clearScreen: false,
  resolve: {
    alias: { $lib: here('src/lib'), $routes: here('src/routes'), $locales: here('../assets/locales'), $router: here('src/router.ts') },
  },
  server: { port: 5173, strictPort: true, fs: { allow: [here('.'), here('../assets')] } },
  // All that is imported is bundled before tests run: what is found on the way reloads the page under them, and they hang.
  optimizeDeps: { force: process.env.VITEST !== undefined },
  build: { target: ['safari18', 'edge120'], chunkSizeWarningLimit: 900, assetsInlineLimit: 0 },
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'pure', environment: 'node', include: ['tests/pure/**/*.test.ts'] },
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
