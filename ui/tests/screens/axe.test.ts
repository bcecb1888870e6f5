import axe from 'axe-core';
import { afterEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';

import { preferences } from '$lib/state/preferences.svelte';
import { printing } from '$lib/state/printing.svelte';

import type { Situation } from '../double/core';
import { closeWindow, openWindow, settled } from '../window';

/** Screens, and what is opened on them. */
const screens: [name: string, path: string, situation?: Situation, act?: () => Promise<unknown>][] = [
  ['start', '/', { isFirstStart: true }],
  ['today', '/'],
  ['today, searching', '/', {}, async () => {
    await userEvent.keyboard('{F2}');
    await userEvent.keyboard('4567');
  }],
  ['today, empty', '/', { isEmpty: true }],
  ['owners', '/owners'],
  ['owners, filtering', '/owners', {}, () => userEvent.keyboard('{Control>}f{/Control}')],
  ['owners, empty', '/owners', { isEmpty: true }],
  ['owner', '/owners/1'],
  ['owner, pets', '/owners/5', {}, () => page.getByRole('tab', { name: 'Mascotas' }).click()],
  ['owner, notes', '/owners/1', {}, () => page.getByRole('tab', { name: 'Notas' }).click()],
  ['owner, referrals', '/owners/1', {}, () => page.getByRole('tab', { name: 'Referidos' }).click()],
  ['owner, editing', '/owners/1', {}, () => page.getByRole('button', { name: 'Editar', exact: true }).click()],
  ['owner, editing the address', '/owners/1', {}, async () => {
    await page.getByRole('button', { name: 'Editar', exact: true }).click();
    await page.getByRole('tab', { name: 'Dirección' }).click();
  }],
  ['owner, tier', '/owners/1', {}, () => page.getByRole('button', { name: /^Nivel: / }).click()],
  ['owner, history of consents', '/owners/1', {}, () => page.getByRole('button', { name: 'Historial' }).click()],
  ['owner, a pet', '/owners/1', {}, () => page.getByRole('button', { name: /^Max, / }).click()],
  ['pets', '/pets'],
  ['pets, empty', '/pets', { isEmpty: true }],
  ['pets, a vaccination', '/pets', {}, async () => {
    await page.getByRole('button', { name: 'Anotar vacuna' }).click();
  }],
  ['pets, changing owner', '/pets', {}, () => page.getByRole('button', { name: 'Cambiar de dueño' }).click()],
  ['pets, one has died', '/pets', {}, () => page.getByRole('button', { name: 'Falleció' }).click()],
  ['new pet', '/owners/1', {}, () => userEvent.keyboard('{Control>}{Shift>}M{/Shift}{/Control}')],
  ['agenda', '/agenda'],
  ['agenda, week', '/agenda', {}, () => page.getByRole('combobox', { name: 'Vista' }).selectOptions('Semana')],
  ['agenda, booking', '/agenda', {}, () => page.getByRole('button', { name: 'Nueva cita' }).first().click()],
  ['agenda, empty', '/agenda', { isEmpty: true }],
  ['follow-ups', '/follow-ups'],
  ['follow-ups, empty', '/follow-ups', { isEmpty: true }],
  ['follow-ups, statistics', '/follow-ups', {}, () => page.getByRole('tab', { name: 'Estadísticas' }).click()],
  ['follow-ups, statistics as a table', '/follow-ups', {}, async () => {
    await page.getByRole('tab', { name: 'Estadísticas' }).click();
    await page.getByRole('button', { name: 'Tabla' }).click();
  }],
  ['logging from anywhere', '/reports', {}, async () => {
    await userEvent.keyboard('{Control>}i{/Control}');
    await userEvent.keyboard('4567');
    await page.getByRole('option', { name: /María García/ }).click();
  }],
  ['owners, marked', '/owners', {}, () => page.getByRole('checkbox', { name: /^Seleccionar a / }).first().click()],
  ['owners, a view', '/owners', {}, () => page.getByRole('button', { name: 'Guardar vista' }).click()],
  ['owner, correcting a call', '/owners/1', {}, async () => page.getByRole('button', { name: /^Editar: / }).first().click()],
  ['owner, tags', '/owners/1', {}, () => page.getByRole('button', { name: 'Etiquetas' }).click()],
  ['tags', '/tags'],
  ['tags, new', '/tags', {}, () => page.getByRole('button', { name: 'Nueva etiqueta' }).click()],
  ['tags, none', '/tags', { isEmpty: true }],
  ['history', '/history'],
  ['history, none', '/history', { isEmpty: true }],
  ['sales', '/sales'],
  ['sales, writing one', '/sales', {}, () => page.getByRole('button', { name: /^Nueva venta/ }).click()],
  ['sales, catalog', '/sales', {}, () => page.getByRole('button', { name: 'Productos y servicios' }).click()],
  ['sales, empty', '/sales', { isEmpty: true }],
  ['loyalty', '/loyalty'],
  ['loyalty, redeeming', '/loyalty', {}, () => page.getByRole('button', { name: /^Canjear/ }).click()],
  ['loyalty, not started', '/loyalty', { isEmpty: true }],
  ['feedback', '/feedback'],
  ['feedback, recording', '/feedback', {}, () => page.getByRole('button', { name: /^Anotar opinión/ }).click()],
  ['feedback, empty', '/feedback', { isEmpty: true }],
  ['owner, owed', '/owners/1', {}, () => page.getByRole('tab', { name: 'Por cobrar' }).click()],
  ['owner, points', '/owners/1', {}, () => page.getByRole('tab', { name: /^Puntos/ }).click()],
  ['segments', '/segments'],
  ['segments, empty', '/segments', { isEmpty: true }],
  ['segment', '/segments/1'],
  ['segment, new, choosing a condition', '/segments/new', {}, () => page.getByRole('button', { name: /^Condición/ }).click()],
  ['segment, members', '/segments/1', {}, () => page.getByRole('tab', { name: /Miembros/ }).click()],
  ['segment, why', '/segments/1', {}, async () => {
    await page.getByRole('combobox', { name: '¿Por qué está o no está?' }).fill('roberto');
    await page.getByRole('option', { name: /Roberto Sánchez/ }).click();
  }],
  ['duplicates', '/duplicates'],
  ['duplicates, none', '/duplicates', { isEmpty: true }],
  ['import', '/import'],
  ['import, tried', '/import', {}, () => page.getByRole('button', { name: 'Elegir carpeta' }).click()],
  ['insights', '/insights'],
  ['insights, tables', '/insights', {}, () => page.getByRole('button', { name: 'Tablas' }).click()],
  ['reports', '/reports'],
  ['reports, rows', '/reports', {}, async () => {
    await page.getByRole('button', { name: /^Ingreso neto/ }).click();
    await expect.element(page.getByRole('grid')).toBeVisible();
  }],
  ['a letter before it is printed', '/owners', {}, async () => {
    await page.getByRole('button', { name: 'Imprimir' }).click();
    await page.getByRole('menuitem', { name: 'Cartas' }).click();
    await expect.element(page.getByText('2 hojas')).toBeVisible();
  }],
  ['dashboard', '/dashboard'],
  ['dashboard, none', '/dashboard', { isEmpty: true }],
  ['dashboard, tables and rows', '/dashboard', {}, async () => {
    await page.getByRole('button', { name: 'Tablas' }).click();
    await page.getByRole('button', { name: /^Visitas: 312/ }).click();
    await expect.element(page.getByRole('grid')).toBeVisible();
  }],
  ['settings', '/settings'],
  ['help', '/', {}, () => userEvent.keyboard('{F1}')],
];

const looks = (['light', 'dark'] as const).flatMap((theme) => [100, 150].map((textSize) => ({ theme, textSize })));

afterEach(async () => {
  printing.paper = undefined;
  await closeWindow();
});

describe('nobody is shut out, in both themes at 100 % and 150 %, and what is at rest asks nothing', () => {
  test.each(screens)('%s', async (_name, path, situation = {}, act = undefined) => {
    const core = await openWindow(path, situation);
    await settled();
    await act?.();
    const told: string[] = [];
    let asked = 0;
    for (const look of looks) {
      preferences.change(look);
      await settled();
      asked = core.calls.length;
      const found = await axe.run(document.body, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        resultTypes: ['violations'],
      });
      for (const { id, nodes } of found.violations) {
        told.push(...nodes.map((node) => `${look.theme} ${look.textSize} ${id}: ${node.html.slice(0, 140)} ${node.failureSummary ?? ''}`));
      }
    }
    expect(told).toEqual([]);
    expect(core.calls.slice(asked).map((call) => call.command)).toEqual([]);
  });
});
