import { afterEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';

import type { Today } from '$lib/api/commands';
import { toasts } from '$lib/state/toasts.svelte';
import { ownersList } from '$routes/owners/list.svelte';

import { closeWindow, openWindow, settled } from '../window';

afterEach(closeWindow);

const button = (name: string | RegExp) => page.getByRole('button', { name });
const focused = () => document.activeElement;

test('what is typed on the day’s screen is looked for, without another key before it', async () => {
  await openWindow('/');
  await expect.poll(() => focused()?.getAttribute('aria-label')).toBe('Buscar');
  await userEvent.keyboard('4567{Enter}');
  await expect.element(page.getByRole('heading', { name: 'María García', level: 1 })).toBeVisible();
  // And where nothing has the focus a key goes to the screen.
  if (focused() instanceof HTMLElement) (focused() as HTMLElement).blur();
  await userEvent.keyboard('{Shift}');
  expect(focused()?.tagName).toBe('MAIN');
});

test('an owner who was taken back is gone from her screen and from the key of the last record', async () => {
  await openWindow('/owners/1');
  await expect.element(page.getByRole('heading', { name: 'María García', level: 1 })).toBeVisible();
  await userEvent.keyboard('{Control>}n{/Control}');
  await page.getByRole('textbox', { name: 'Nombre', exact: false }).first().fill('Zoe');
  await page.getByRole('textbox', { name: 'Apellidos' }).fill('Prueba');
  await userEvent.keyboard('{Control>}s{/Control}');
  await expect.element(page.getByRole('heading', { name: 'Zoe Prueba', level: 1 })).toBeVisible();
  await settled();
  await userEvent.keyboard('{Control>}z{/Control}');
  await expect.element(page.getByText('Ese dueño no está en la clínica.')).toBeVisible();
  expect(page.getByText('Ese registro ya no está.').query()).toBeNull();
  await userEvent.keyboard('{Control>}2{/Control}');
  await expect.element(button(/María García.*F4/)).toBeVisible();
  expect(button(/Zoe Prueba/).query()).toBeNull();
});

test('End reads on to the very last owner', async () => {
  const core = await openWindow('/');
  await userEvent.keyboard('{Control>}2{/Control}');
  await expect.poll(() => focused()?.getAttribute('role')).toBe('row');
  expect(ownersList.rows.length).toBeLessThan(core.people.filter((one) => one.owner.isActive).length);
  await userEvent.keyboard('{End}');
  const all = core.people.filter((one) => one.owner.isActive).length;
  await expect.poll(() => ownersList.active).toBe(all - 1);
  await expect.poll(() => focused()?.getAttribute('aria-rowindex')).toBe(String(all + 1));
});

test('the bar of the list is as long as all owners, and what is scrolled to is read', async () => {
  const core = await openWindow('/owners');
  await expect.poll(() => ownersList.rows.length).toBeGreaterThan(0);
  const all = core.people.filter((one) => one.owner.isActive).length;
  const known = ownersList.rows.length;
  expect(known).toBeLessThan(all);
  const body = document.querySelector<HTMLElement>('[role=grid] .body')!;
  const row = body.querySelector<HTMLElement>('[role=row]')!.offsetHeight;
  await expect.poll(() => body.scrollHeight).toBe(all * row);
  body.scrollTop = body.scrollHeight;
  await expect.element(page.getByRole('row', { name: ownersList.rows.at(-1)!.name })).not.toBeInTheDocument();
  await expect.poll(() => ownersList.rows.length).toBe(all);
  await expect.poll(() => body.querySelector(`[aria-rowindex="${all + 1}"]`)).not.toBeNull();
  expect(body.scrollHeight).toBe(all * row);
  // Another order begins with its first row.
  await page.getByRole('columnheader', { name: 'Gasto' }).getByRole('button').click();
  await expect.poll(() => body.scrollTop).toBe(0);
  await expect.poll(() => body.scrollHeight).toBe(all * row);
});

test('a field that is refused has the focus, and is no longer red once it is changed', async () => {
  await openWindow('/owners/1');
  await userEvent.keyboard('{Control>}n{/Control}');
  await userEvent.keyboard('{Control>}s{/Control}');
  const name = page.getByRole('textbox', { name: 'Nombre', exact: false }).first();
  await expect.element(name).toHaveAttribute('aria-invalid', 'true');
  await expect.element(name).toHaveFocus();
  await userEvent.keyboard('Z');
  await expect.element(name).toHaveAttribute('aria-invalid', 'false');
});

test('settings that are typed wait for whoever comes back', async () => {
  await openWindow('/settings');
  const name = () => page.getByRole('textbox', { name: 'Nombre', exact: false }).first();
  await name().fill('Clínica Nueva');
  await userEvent.keyboard('{Control>}2{/Control}');
  await expect.element(page.getByRole('grid')).toBeVisible();
  await page.getByRole('link', { name: 'Ajustes' }).click();
  await expect.element(name()).toHaveValue('Clínica Nueva');
  await button('Descartar').click();
  await expect.element(name()).toHaveValue('Veterinaria Arrecife');
});

test('an import is taken back only once a person says so', async () => {
  const core = await openWindow('/import');
  await page.getByRole('region', { name: 'Historial' }).getByRole('button', { name: 'Deshacer' }).click();
  await expect.element(page.getByRole('dialog', { name: '¿Deshacer la importación de «clinic-300»?' })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await settled();
  expect(core.calledWith('transfer_undo')).toHaveLength(0);
  await page.getByRole('region', { name: 'Historial' }).getByRole('button', { name: 'Deshacer' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Deshacer' }).click();
  await expect.poll(() => core.calledWith('transfer_undo')).toHaveLength(1);
});

test('Ctrl+Z in a field takes back what was typed there, and nothing else', async () => {
  const core = await openWindow('/owners/1');
  await userEvent.keyboard('{Control>}n{/Control}');
  const name = page.getByRole('textbox', { name: 'Nombre', exact: false }).first();
  await expect.element(name).toHaveFocus();
  await userEvent.keyboard('Zoe');
  await userEvent.keyboard('{Control>}z{/Control}');
  await expect.element(name).toHaveValue('');
  expect(core.calledWith('undo_last')).toHaveLength(0);
});

test('a condition that is no number is not taken for none', async () => {
  await openWindow('/owners');
  await button('Condición').click();
  await page.getByRole('button', { name: 'Gasto', exact: true }).click();
  await page.getByRole('textbox', { name: 'Gasto mínimo', exact: false }).fill('abc');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('Escribe un importe', { exact: false })).toBeVisible();
});

test('a figure of an owner opens the rows behind it', async () => {
  const core = await openWindow('/owners/1');
  await page.getByTitle('De dónde sale: Ventas').first().click();
  const only = page.getByRole('combobox', { name: 'Qué se muestra' });
  await expect.element(only).toHaveValue('purchases');
  await expect.poll(() => core.calledWith('owners_timeline').at(-1)).toMatchObject({ query: { ownerId: 1, kinds: ['purchases'] } });
  await only.selectOptions('Todo');
  await expect.poll(() => core.calledWith('owners_timeline').at(-1)).toMatchObject({ query: { kinds: [] } });
});

test('what earlier days left open leaves the day of today in sight, until one asks for all', async () => {
  await openWindow('/', {}, (core) => {
    const [first] = core.bookings;
    const unclosed = [1, 2, 3, 4, 5].map((id) => ({ ...first, id: 700 + id, petName: `Firulais ${id}`, startsOn: '2025-11-15', status: 'scheduled' }));
    const day = core.answer('today_get', {}) as Today;
    core.answers = { today_get: () => ({ ...day, unclosed }) };
  });
  await expect.element(page.getByText('Firulais 3')).toBeVisible();
  expect(page.getByText('Firulais 4').query()).toBeNull();
  await button('Ver 2 más').click();
  await expect.element(page.getByText('Firulais 5')).toBeVisible();
  expect(button(/Ver \d más/).query()).toBeNull();
});

test('what went wrong is no longer said once something succeeds, but never unread', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  try {
    await openWindow('/');
    toasts.trouble('No se pudo guardar');
    toasts.done('Guardado');
    await expect.element(page.getByText('No se pudo guardar')).toBeVisible();
    vi.advanceTimersByTime(3000);
    toasts.done('Guardado otra vez');
    await expect.element(page.getByText('Guardado otra vez')).toBeVisible();
    expect(page.getByText('No se pudo guardar').query()).toBeNull();
  } finally {
    vi.useRealTimers();
  }
});
