import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';

import { ownersList } from '$routes/owners/list.svelte';

import { closeWindow, openWindow, settled } from '../window';

afterEach(closeWindow);

const button = (name: string | RegExp) => page.getByRole('button', { name });

test('a kept view is shown in a click: its conditions, order and columns', async () => {
  const core = await openWindow('/owners');
  await button('Lejos y en riesgo').click();
  await expect.poll(() => core.calledWith('owners_page').at(-1)).toMatchObject({ query: { filters: { risks: ['high'] }, sort: 'days', direction: 'descending' } });
  await expect.element(page.getByRole('columnheader', { name: 'Teléfono' })).toBeVisible();
  expect(page.getByRole('columnheader', { name: 'Mascotas' }).query()).toBeNull();
  await button('Quitar la condición: Riesgo de irse').click();
  await expect.element(button('Lejos y en riesgo *')).toBeVisible();
  await button('Todos').click();
  await expect.element(page.getByRole('columnheader', { name: 'Mascotas' })).toBeVisible();
});

test('the list is kept as a view, with the columns chosen, and the list opens with it', async () => {
  const core = await openWindow('/owners');
  await button('Columnas').click();
  await page.getByRole('checkbox', { name: 'Ciudad' }).click();
  await userEvent.keyboard('{Escape}');
  await button('Guardar vista').click();
  await page.getByRole('textbox', { name: 'Nombre de la vista' }).fill('Con ciudad');
  await page.getByRole('checkbox', { name: 'La lista abre con esta vista' }).click();
  await userEvent.keyboard('{Control>}s{/Control}');
  await expect.element(page.getByText('Vista guardada: Con ciudad')).toBeVisible();
  expect(core.calledWith('saved_views_create')).toMatchObject([
    { view: { name: 'Con ciudad', isDefault: true, columns: ['name', 'pets', 'tags', 'city', 'last_visit', 'days', 'spent', 'risk'] } },
  ]);
  await expect.element(button('Con ciudad')).toHaveAttribute('aria-pressed', 'true');
});

test('Ctrl+A marks everybody who meets the conditions, and they are tagged in one step', async () => {
  const core = await openWindow('/owners');
  await settled();
  await expect.poll(() => document.activeElement?.getAttribute('role')).toBe('row');
  await userEvent.keyboard('{Control>}a{/Control}');
  await expect.poll(() => ownersList.selected.size).toBe(core.people.filter((one) => one.owner.isActive).length);
  const count = ownersList.selected.size;
  await button('Etiquetas').click();
  await button(`Poner a ${count}`).click();
  await expect.poll(() => core.calledWith('tags_assign')).toHaveLength(1);
  expect((core.calledWith('tags_assign')[0] as { change: { owners: number[] } }).change.owners).toHaveLength(count);
  await expect.element(page.getByText(new RegExp(`puesta a ${count} dueños`))).toBeVisible();
});

test('Shift and the mouse mark a stretch; it goes into a list, and into a file as it is shown', async () => {
  const core = await openWindow('/owners');
  await settled();
  const rows = page.getByRole('row');
  await rows.nth(1).click();
  await rows.nth(3).click({ modifiers: ['Shift'] });
  await expect.poll(() => ownersList.selected.size).toBe(3);
  await button('A una lista').click();
  await page.getByRole('textbox', { name: 'Nombre de la lista' }).fill('Rifa de mayo');
  await button('Agregar 3').click();
  await expect.poll(() => core.calledWith('segments_keep_list')).toMatchObject([{ name: 'Rifa de mayo', language: 'es' }]);
  await userEvent.keyboard('{Control>}e{/Control}');
  await expect.element(page.getByText('Se guardó dueños-2025-11-17.csv con 3 dueños')).toBeVisible();
  const { list } = core.calledWith('owners_export')[0] as { list: { only: number[]; sort: string } };
  expect([list.only.length, list.sort]).toEqual([3, 'name']);
});

test('the tags of an owner are walked by the arrows from the first on', async () => {
  const core = await openWindow('/owners/1');
  await button('Etiquetas').click();
  await expect.element(page.getByRole('checkbox').first()).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(page.getByRole('checkbox').nth(1)).toHaveFocus();
  await userEvent.keyboard('{ArrowUp}{ArrowUp} ');
  await expect.poll(() => core.calledWith('tags_assign').length).toBe(1);
});
