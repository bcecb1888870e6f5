import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';

import { care } from '$lib/state/care.svelte';

import { closeWindow, openWindow } from '../window';

afterEach(async () => {
  care.condition = undefined;
  care.isWaiting = false;
  await closeWindow();
});

const bad = { faults: ['Tree 41 page 2: btreeInitPage() returns error code 11'], lookedAt: 1, lookedWholeAt: null };
const well = { faults: [], lookedAt: 2, lookedWholeAt: 2 };
const banner = () => page.getByRole('region', { name: 'La revisión de los datos encontró un daño' });

test('data that are sound are not spoken of', async () => {
  await openWindow('/owners');
  expect(banner().query()).toBeNull();
});

test('damage is said calmly with what is safe and what to do, until a look finds none', async () => {
  await openWindow('/owners', { answers: { health_get: () => bad, health_look: () => well } });
  await expect.element(banner()).toHaveTextContent('no se ha borrado nada');
  await banner().getByText('Detalle técnico').click();
  await expect.element(page.getByText('Tree 41 page 2')).toBeVisible();
  await banner().getByRole('button', { name: 'Exportar todo' }).click();
  await expect.element(page.getByRole('heading', { name: 'Importar', level: 1 })).toBeVisible();
  await banner().getByRole('button', { name: 'Revisar de nuevo' }).click();
  await expect.element(page.getByText('La revisión no encontró daños.')).toBeVisible();
  expect(banner().query()).toBeNull();
});

test('what waits for another program says so, and can be given up', async () => {
  const core = await openWindow('/owners', { answers: { health_give_up: () => null } });
  care.isWaiting = true;
  const waits = page.getByRole('status').filter({ hasText: 'Otro programa está escribiendo' });
  await expect.element(waits).toBeVisible();
  await waits.getByRole('button', { name: 'No esperar' }).click();
  expect(core.calledWith('health_give_up')).toHaveLength(1);
  care.isWaiting = false;
  await expect.poll(() => waits.query()).toBeNull();
});

test('the settings say where the data are and when they were looked at, and look again', async () => {
  const at = Date.parse('2025-11-17T09:05:00-05:00');
  await openWindow('/settings', { answers: { health_get: () => ({ faults: [], lookedAt: at, lookedWholeAt: null }), health_look: () => bad } });
  await expect.element(page.getByText('9:05, sin daños')).toBeVisible();
  await page.getByRole('button', { name: 'Revisar ahora' }).click();
  await expect.element(banner()).toBeVisible();
  await expect.element(page.getByText('con daños')).toBeVisible();
});
