import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';

import { amountText, quantityText, readAmount, readQuantity } from '$lib/words/money';

import { closeWindow, openWindow } from '../window';

afterEach(closeWindow);

test('amounts and quantities are read as they are typed, and nothing else', () => {
  for (const [typed, cents] of [['350', 35_000], ['350.5', 35_050], ['$ 1,234.50', 123_450], ['0.05', 5], ['12,345', 1_234_500]] as const) expect(readAmount(typed)).toBe(cents);
  for (const wrong of ['', 'abc', '1.234', '-5', '1,23', '1e3']) expect(readAmount(wrong)).toBe(undefined);
  for (const [typed, milli] of [['2', 2000], ['0.5', 500], ['1.125', 1125]] as const) expect(readQuantity(typed)).toBe(milli);
  for (const wrong of ['', '0', '-1', '1.1234']) expect(readQuantity(wrong)).toBe(undefined);
  expect([amountText(48_550), quantityText(500)]).toEqual(['485.50', '0.5']);
});

test('a sale is written with a product of the list and paid at once', async () => {
  const core = await openWindow('/sales');
  await page.getByRole('button', { name: /^Nueva venta/ }).click();
  await page.getByRole('combobox', { name: 'Producto o servicio' }).fill('royal canin 2 kg');
  await userEvent.keyboard('{Tab}');
  await expect.element(page.getByRole('textbox', { name: 'Precio' })).toHaveValue('485.50');
  await page.getByRole('textbox', { name: 'Cantidad' }).fill('2');
  await page.getByRole('dialog').getByRole('button', { name: /^Cobrar/ }).click();
  await expect.element(page.getByText('Factura guardada')).toBeVisible();
  const input = core.calledWith('sales_create')[0]!.input as { lines: unknown[]; payment: unknown };
  expect(input.lines).toEqual([{ description: 'Royal Canin 2 kg', productId: 1, serviceId: null, quantityMilli: 2000, unitPriceCents: 48_550, discountCents: 0 }]);
  expect(input.payment).toEqual({ amountCents: null, method: 'cash', on: '2025-11-17' });
});

test('a new sale begins with its owner, and who was chosen leads on to what is sold', async () => {
  const core = await openWindow('/sales');
  await userEvent.keyboard('{Control>}s{/Control}');
  await expect.element(page.getByRole('combobox', { name: 'Dueño' })).toHaveFocus();
  await userEvent.keyboard('4567');
  await expect.element(page.getByRole('option', { name: /María García/ })).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('combobox', { name: 'Producto o servicio' })).toHaveFocus();
  await userEvent.keyboard('Consulta de repaso{Tab}{Tab}500{Control>}s{/Control}');
  await expect.element(page.getByText('Factura guardada')).toBeVisible();
  expect(core.calledWith('sales_create')[0]!.input).toMatchObject({ ownerId: 1, payment: { method: 'cash' } });
});

test('what is open is paid from the list, in part, and never more than is owed', async () => {
  const core = await openWindow('/sales');
  await page.getByRole('row', { name: /F-003/ }).dblClick();
  await page.getByRole('textbox', { name: 'Importe' }).fill('500');
  await page.getByRole('dialog').getByRole('button', { name: /^Cobrar/ }).click();
  await expect.element(page.getByText('Escribe un importe de hasta $485.50.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Importe' }).fill('200');
  await page.getByRole('dialog').getByRole('button', { name: /^Cobrar/ }).click();
  await expect.element(page.getByText('Cobrado: $200.00')).toBeVisible();
  expect(core.calledWith('sales_pay')).toEqual([{ sale: { kind: 'invoice', id: 3 }, payment: { amountCents: 20_000, method: 'cash', on: '2025-11-17' } }]);
});

test('sales are narrowed by status and found by number', async () => {
  await openWindow('/sales');
  await page.getByRole('combobox', { name: 'Estado' }).selectOptions('Por cobrar');
  await expect.element(page.getByRole('row', { name: /F-002/ })).not.toBeInTheDocument();
  await page.getByRole('button', { name: 'Ver todas' }).click();
  await page.getByRole('textbox', { name: 'Número o dueño' }).fill('p-004');
  await expect.element(page.getByRole('row', { name: /F-003/ })).not.toBeInTheDocument();
  await expect.element(page.getByRole('row', { name: /P-004/ })).toBeVisible();
});

test('the whole balance is redeemed in two keys', async () => {
  const core = await openWindow('/loyalty');
  await page.getByRole('row', { name: /María García/ }).click();
  await userEvent.keyboard(' ');
  await expect.element(page.getByRole('textbox', { name: 'Puntos' })).toHaveValue('620');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('Canje de 620 puntos: María García')).toBeVisible();
  expect(core.calledWith('loyalty_redeem')).toEqual([{ owner: 1, points: 620, description: null }]);
});

test('an owner shows what is owed and the ledger', async () => {
  await openWindow('/owners/1');
  await page.getByRole('tab', { name: 'Por cobrar' }).click();
  await expect.element(page.getByRole('button', { name: 'Cobrar F-003' })).toBeVisible();
  await page.getByRole('tab', { name: /^Puntos/ }).click();
  await expect.element(page.getByText('faltan 880 para oro')).toBeVisible();
  await expect.element(page.getByRole('cell', { name: '+660' })).toBeVisible();
});

test('who gave feedback is chosen, and the keyboard goes on behind the box', async () => {
  await openWindow('/feedback');
  await userEvent.keyboard('{Control>}s{/Control}');
  await userEvent.keyboard('4567');
  await expect.element(page.getByRole('option', { name: /María García/ })).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('checkbox', { name: 'Anónima' })).toHaveFocus();
});

test('feedback by month and service has a page of its own, and its table', async () => {
  await openWindow('/feedback');
  await page.getByRole('tab', { name: 'Estadísticas' }).click();
  await expect.element(page.getByText('Promedio por mes')).toBeVisible();
  await page.getByRole('button', { name: 'Tabla' }).click();
  await expect.element(page.getByRole('table', { name: 'Opiniones por mes' })).toBeVisible();
});

test('feedback of one star is recorded with its owner, and anonymous feedback names nobody', async () => {
  const core = await openWindow('/feedback');
  await page.getByRole('button', { name: /^Anotar opinión/ }).click();
  await page.getByRole('combobox', { name: 'Dueño' }).fill('garcía');
  await page.getByRole('option', { name: /María García/ }).click();
  await page.getByRole('dialog').getByText('1', { exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: /^Anotar/ }).click();
  await expect.element(page.getByText('Opinión anotada, con seguimiento para mañana')).toBeVisible();
  expect(core.calledWith('feedback_record')[0]!.input).toMatchObject({ ownerId: 1, rating: 1, isAnonymous: false });

  await page.getByRole('button', { name: /^Anotar opinión/ }).click();
  await page.getByRole('checkbox', { name: 'Anónima' }).click();
  await expect.element(page.getByText(/no se puede deshacer/)).toBeVisible();
  await page.getByRole('textbox', { name: 'Comentario' }).fill('Olía mal');
  await expect.element(page.getByText('Por las palabras: negativo')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: /^Anotar/ }).click();
  expect(core.calledWith('feedback_record')[1]!.input).toMatchObject({ ownerId: null, rating: null, isAnonymous: true, sentiment: null });
});

test('what waits is resolved with a note', async () => {
  const core = await openWindow('/feedback');
  await page.getByRole('button', { name: /^Atender/ }).click();
  await page.getByRole('textbox', { name: 'Qué se hizo' }).fill('Se ofreció una disculpa');
  await page.getByRole('dialog').getByRole('button', { name: /^Atender/ }).click();
  await expect.element(page.getByText('Opinión atendida')).toBeVisible();
  expect(core.calledWith('feedback_resolve')).toEqual([{ id: 1, notes: 'Se ofreció una disculpa' }]);
});
