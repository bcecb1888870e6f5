import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';

import { closeWindow, openWindow } from '../window';

afterEach(closeWindow);

test('a pair is compared, what stays is chosen field by field, and it is merged', async () => {
  const core = await openWindow('/duplicates');
  await expect.element(page.getByRole('link', { name: 'Maria Garcia López' })).toBeVisible();
  await page.getByRole('radio', { name: 'Nombre: Maria Garcia López' }).click();
  await page.getByRole('button', { name: 'Fusionar', exact: true }).click();
  await expect.element(page.getByText('Maria Garcia López quedó en María García')).toBeVisible();
  expect(core.calledWith('merges_merge')).toEqual([{ input: { survivor: 1, merged: 7, take: ['name'] } }]);
});

test('the two can be swapped, and then nothing is taken but what is chosen', async () => {
  const core = await openWindow('/duplicates');
  await page.getByRole('button', { name: 'Intercambiar' }).click();
  await page.getByRole('radio', { name: 'Teléfono: 998 123 4567' }).click();
  await page.getByRole('button', { name: 'Fusionar', exact: true }).click();
  expect(core.calledWith('merges_merge')).toEqual([{ input: { survivor: 7, merged: 1, take: ['phone'] } }]);
});

test('two who are two are told apart, hints are asked for, and a merge is taken back', async () => {
  const core = await openWindow('/duplicates');
  await page.getByRole('button', { name: 'No son la misma persona' }).click();
  expect(core.calledWith('merges_keep_apart')).toEqual([{ one: 1, other: 7 }]);
  await page.getByRole('checkbox', { name: 'También pistas' }).click();
  await expect.element(page.getByText('Sofía Núñez')).toBeVisible();
  await page.getByRole('region', { name: 'Fusiones' }).getByRole('button', { name: 'Deshacer' }).click();
  expect(core.calledWith('merges_unmerge')).toEqual([{ id: 1 }]);
});

test('a phone that is known is said while a new owner is typed', async () => {
  await openWindow('/owners');
  await userEvent.keyboard('{Control>}n{/Control}');
  await page.getByRole('textbox', { name: 'Teléfono', exact: true }).fill('998 123 4567');
  await expect.element(page.getByText(/María García/).first()).toBeVisible();
});
