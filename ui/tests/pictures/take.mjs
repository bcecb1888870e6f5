/** Takes a picture of every screen on the double: `npm run pictures -- DIR [name…]`. */
import { mkdirSync } from 'node:fs';

import { chromium } from 'playwright';
import { createServer } from 'vite';

const look = (theme, language = 'es', textSize = 100) => ({ settings: { theme, language, textSize } });
const type = (text) => async (page) => {
  await page.keyboard.press('F2');
  await page.keyboard.type(text);
  await page.waitForTimeout(300);
};

const damaged = { faults: ['Tree 41 page 2: btreeInitPage() returns error code 11', 'wrong # of entries in index owners_by_name'], lookedAt: 1, lookedWholeAt: null };

const screens = [
  { name: 'today', act: type('4567') },
  { name: 'owners', path: '/owners' },
  { name: 'owner', path: '/owners/1' },
  { name: 'pets', path: '/pets' },
  { name: 'agenda', path: '/agenda' },
  { name: 'agenda-week', path: '/agenda', act: (page) => page.locator('select').last().selectOption('week') },
  { name: 'follow-ups', path: '/follow-ups' },
  { name: 'sales', path: '/sales' },
  { name: 'sales-new', path: '/sales', act: (page) => page.keyboard.press('Control+s') },
  { name: 'loyalty', path: '/loyalty' },
  { name: 'loyalty-redeem', path: '/loyalty', act: (page) => page.keyboard.press('Control+s') },
  { name: 'feedback', path: '/feedback' },
  { name: 'feedback-trend', path: '/feedback', act: (page) => page.getByRole('tab').last().click() },
  { name: 'feedback-new', path: '/feedback', act: (page) => page.keyboard.press('Control+s') },
  { name: 'segments', path: '/segments' },
  { name: 'segment', path: '/segments/1', act: async (page) => { await page.locator('.picker input').fill('roberto'); await page.waitForTimeout(300); await page.locator('.picker li').first().click(); } },
  { name: 'duplicates', path: '/duplicates' },
  { name: 'import', path: '/import' },
  { name: 'insights', path: '/insights' },
  { name: 'reports', path: '/reports' },
  { name: 'dashboard', path: '/dashboard' },
  { name: 'labels', path: '/owners', act: async (page) => { await page.getByRole('button', { name: /^(Imprimir|Print)/ }).click(); await page.getByRole('menuitem').last().click(); } },
  { name: 'dashboard-rows', path: '/dashboard', act: (page) => page.locator('article .value').first().click() },
  { name: 'reports-rows', path: '/reports', act: (page) => page.locator('rect.link').first().click() },
  { name: 'settings', path: '/settings' },
  { name: 'tags', path: '/tags' },
  { name: 'history', path: '/history' },
  { name: 'figure-rows', path: '/insights', act: (page) => page.locator('.kpis .value').nth(1).click() },
  { name: 'act', path: '/insights', act: (page) => page.locator('.side section li button').first().click() },
  { name: 'movements', path: '/segments/1', act: (page) => page.locator('aside section').last().scrollIntoViewIfNeeded() },
  { name: 'statistics', path: '/follow-ups', act: (page) => page.getByRole('tab').last().click() },
  { name: 'log', path: '/reports', act: async (page) => { await page.keyboard.press('Control+i'); await page.keyboard.type('4567'); await page.waitForTimeout(300); await page.keyboard.press('Enter'); } },
];
const pictures = [
  ...screens.map((screen) => ({ ...screen, situation: look('light') })),
  ...screens.map((screen) => ({ ...screen, name: `${screen.name}-dark`, situation: look('dark') })),
  ...screens.map((screen) => ({ ...screen, name: `${screen.name}-en`, situation: look('light', 'en') })),
  ...screens.map((screen) => ({ ...screen, name: `${screen.name}-150`, situation: look('light', 'es', 150) })),
  { name: 'start', situation: { isFirstStart: true } },
  { name: 'today-empty', situation: { isEmpty: true } },
  { name: 'segments-empty', path: '/segments', situation: { isEmpty: true } },
  { name: 'segment-new', path: '/segments/new', act: (page) => page.getByRole('button', { name: /^Condición/ }).click() },
  { name: 'segment-members', path: '/segments/1', act: (page) => page.getByRole('tab', { name: /Miembros/ }).click() },
  { name: 'owners-empty', path: '/owners', situation: { isEmpty: true } },
  { name: 'search-floating', path: '/owners', act: type('nala') },
  { name: 'insights-tables', path: '/insights', act: (page) => page.getByRole('button', { name: 'Tablas' }).click() },
  { name: 'insights-empty', path: '/insights', situation: { isEmpty: true } },
  { name: 'help', path: '/', act: (page) => page.keyboard.press('F1') },
  { name: 'new-owner', path: '/owners', act: (page) => page.keyboard.press('Control+n') },
  {
    name: 'import-tried',
    path: '/import',
    act: (page) => page.getByRole('button', { name: 'Elegir carpeta' }).click(),
  },
  {
    name: 'owners-selected',
    path: '/owners',
    act: async (page) => {
      for (let index = 0; index < 3; index++) await page.keyboard.press('Shift+ArrowDown');
    },
  },
  { name: 'interaction-edit', path: '/owners/1', act: (page) => page.getByRole('button', { name: /^Editar: / }).first().click() },
  { name: 'view-new', path: '/owners', act: (page) => page.getByRole('button', { name: 'Guardar vista' }).click() },
  { name: 'tag-edit', path: '/tags', act: (page) => page.keyboard.press('Enter') },
  { name: 'agenda-new', path: '/agenda', act: (page) => page.getByRole('button', { name: 'Nueva cita' }).first().click() },
  { name: 'care', path: '/owners', situation: { ...look('light'), condition: damaged, isWaiting: true } },
  { name: 'care-dark', path: '/owners', situation: { ...look('dark', 'en'), condition: damaged, isWaiting: true } },
  { name: 'care-150', path: '/', situation: { ...look('light', 'es', 150), condition: damaged, isWaiting: true } },
  { name: 'pet-card', path: '/owners/1', act: (page) => page.getByRole('button', { name: /^Max, / }).click() },
  { name: 'pet-died', path: '/pets', act: (page) => page.getByRole('button', { name: 'Falleció' }).click() },
  { name: 'pet-transfer', path: '/pets', act: (page) => page.getByRole('button', { name: 'Cambiar de dueño' }).click() },
  { name: 'pet-vaccinate', path: '/pets', act: (page) => page.getByRole('button', { name: 'Anotar vacuna' }).click() },
  { name: 'pets-empty', path: '/pets', situation: { isEmpty: true } },
  { name: 'owner-tier', path: '/owners/1', act: (page) => page.getByRole('button', { name: /^Nivel: / }).click() },
  { name: 'owner-consents', path: '/owners/1', act: (page) => page.getByRole('button', { name: 'Historial' }).click() },
  { name: 'owner-referrals', path: '/owners/1', act: (page) => page.getByRole('tab', { name: /Referidos/ }).click() },
  { name: 'owner-edit-150', path: '/owners/1', situation: look('light', 'es', 150), act: (page) => page.getByRole('button', { name: 'Editar', exact: true }).click() },
  { name: 'owner-edit-address', path: '/owners/1', act: async (page) => { await page.getByRole('button', { name: 'Editar', exact: true }).click(); await page.getByRole('tab', { name: 'Dirección' }).click(); } },
  { name: 'pet-card-150', path: '/owners/1', situation: look('dark', 'es', 150), act: (page) => page.getByRole('button', { name: /^Max, / }).click() },
  { name: 'owner-pets', path: '/owners/5', act: (page) => page.getByRole('tab', { name: /Mascotas/ }).click() },
  { name: 'owner-edit', path: '/owners/1', act: (page) => page.getByRole('button', { name: 'Editar', exact: true }).click() },
];

const [folder = 'pictures', ...names] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const server = await createServer({ server: { port: 5199 }, logLevel: 'error' });
await server.listen();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium' });
for (const picture of pictures) {
  if (names.length > 0 && !names.includes(picture.name)) continue;
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'fr-FR' });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(picture.name, error.message));
  page.on('console', (message) => message.type() === 'error' && console.error(picture.name, message.text()));
  const situation = encodeURIComponent(JSON.stringify(picture.situation ?? {}));
  await page.goto(`http://localhost:5199/tests/double/index.html?situation=${situation}#${picture.path ?? '/'}`);
  await page.waitForSelector('main', { timeout: 60_000 });
  await page.waitForTimeout(400);
  await picture.act?.(page);
  await page.waitForTimeout(300);
  await page.screenshot({ path: `${folder}/${picture.name}.png` });
  await context.close();
}
await browser.close();
await server.close();
