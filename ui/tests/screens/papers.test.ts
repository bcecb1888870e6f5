import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';

import { printing } from '$lib/state/printing.svelte';
import { ownersList } from '$routes/owners/list.svelte';

import { closeWindow, openWindow } from '../window';

afterEach(async () => {
  printing.paper = undefined;
  await closeWindow();
  ownersList.selected = new Set();
});

const asked = (core: { calledWith: (command: string) => Record<string, unknown>[] }) => core.calledWith('papers_pages').at(-1)?.['paper'];

test('a card is looked at and saved from the owner, with the key of every paper', async () => {
  const core = await openWindow('/owners/1');
  await expect.element(page.getByRole('heading', { name: 'María García', level: 1 })).toBeVisible();
  await userEvent.keyboard('{Control>}p{/Control}');
  await expect.element(page.getByRole('dialog', { name: 'Ficha del dueño' })).toBeVisible();
  await expect.poll(() => asked(core)).toEqual({ kind: 'card', owner: 1 });
  await expect.element(page.getByText('1 hoja')).toBeVisible();
  await userEvent.keyboard('{Control>}p{/Control}');
  await expect.element(page.getByText('Se guardó papel-2025-11-17.pdf')).toBeVisible();
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
});

test('labels are for those who are marked, or for everybody on the list, on the sheet that is chosen', async () => {
  const core = await openWindow('/owners');
  await page.getByRole('button', { name: 'Imprimir' }).click();
  await page.getByRole('menuitem', { name: 'Etiquetas con su dirección' }).click();
  await expect.element(page.getByText('Faltan 3 dueños sin dirección.')).toBeVisible();
  expect(asked(core)).toMatchObject({ kind: 'labels', to: { kind: 'filtered' }, sheet: 'l7160', used: 0 });
  await page.getByLabelText('Hoja de etiquetas').selectOptions('avery_5160');
  await page.getByLabelText('Etiquetas ya usadas').fill('4');
  await expect.poll(() => asked(core)).toMatchObject({ sheet: 'avery_5160', used: 4 });
  await userEvent.keyboard('{Escape}');
  ownersList.selected = new Set([2, 4]);
  await page.getByRole('button', { name: 'Imprimir' }).click();
  await page.getByRole('menuitem', { name: 'Cartas' }).click();
  await page.getByLabelText('Asunto').fill('Feliz año');
  await expect.poll(() => asked(core)).toMatchObject({ kind: 'letters', to: { kind: 'owners', ids: [2, 4] }, subject: 'Feliz año' });
});

test('the day and the follow-ups have a paper of their own', async () => {
  const core = await openWindow('/');
  await page.getByRole('button', { name: /^Plan B del día/ }).click();
  await expect.poll(() => asked(core)).toEqual({ kind: 'plan' });
  printing.paper = undefined;
  await closeWindow();
  const other = await openWindow('/follow-ups');
  await page.getByRole('button', { name: /^Imprimir/ }).click();
  await expect.poll(() => asked(other)).toEqual({ kind: 'follow_ups' });
  printing.paper = undefined;
  await closeWindow();
  const third = await openWindow('/agenda');
  await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
  await userEvent.keyboard('{Control>}p{/Control}');
  await expect.poll(() => asked(third)).toEqual({ kind: 'agenda', from: '2025-11-17', to: '2025-11-17' });
  printing.paper = undefined;
  await closeWindow();
  const fourth = await openWindow('/pets');
  await page.getByRole('button', { name: /^Vacunas por poner/ }).click();
  await expect.poll(() => asked(fourth)).toEqual({ kind: 'vaccinations', owner: null });
});
