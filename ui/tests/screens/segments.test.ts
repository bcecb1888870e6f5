import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';

import { isGroup, negate, nest, newGroup, newRule, read, remove, write } from '$routes/segments/rules';

import { closeWindow, openWindow, settled } from '../window';

afterEach(closeWindow);

const told = (call: Record<string, unknown> | undefined) => JSON.parse((call?.segment as { criteria: string }).criteria) as unknown;

test('a tree of rules is written as it was read', () => {
  for (const criteria of [
    '{"all":[{"min_spent":5000},{"any":[{"tier":["vip"]},{"none":[{"referred":true}]}]}]}',
    '{"any":[{"bought_product":["Royal Canin"],"bought_since":"90d"},{"bought_since":"2025-01-01"}]}',
    '{"none":[{"opted_in":false}]}',
  ]) {
    expect(write(read(criteria)).criteria).toBe(criteria);
  }
  expect(write(read('{"version":1,"min_visits":3}')).criteria).toBe('{"all":[{"min_visits":3}]}');
});

test('rules that say nothing yet are left out, and the others keep their places', () => {
  const root = newGroup('all', [newRule('tags_any'), newGroup('any'), newRule('min_spent')]);
  const written = write(root);
  expect(written).toMatchObject({ criteria: '{"all":[{"min_spent":5000}]}', rules: 1 });
  expect(written.places.get('0')).toBe(root.parts[2]!.id);
  expect(write(newGroup('all')).criteria).toBe('{"everyone":true}');
});

test('a rule is negated and back again, put into a group, and taken away with a group it leaves empty', () => {
  const rule = newRule('referred');
  const root = newGroup('all', [rule]);
  negate(root, rule.id);
  expect(write(root).criteria).toBe('{"all":[{"none":[{"referred":true}]}]}');
  negate(root, rule.id);
  expect(write(root).criteria).toBe('{"all":[{"referred":true}]}');
  nest(root, rule.id);
  const group = root.parts[0]!;
  expect(isGroup(group) && group.kind).toBe('any');
  remove(root, rule.id);
  expect(root.parts).toEqual([]);
});

test('a segment is built with the keyboard, counted at every key, and saved', async () => {
  const core = await openWindow('/segments/new');
  await settled();
  await page.getByRole('button', { name: /^Condición/ }).click();
  await userEvent.keyboard('gasto total{Enter}');
  await expect.element(page.getByRole('textbox', { name: 'Gasto total' })).toHaveFocus();
  await userEvent.keyboard('{Control>}a{/Control}8000');
  await expect.poll(() => core.calledWith('segments_preview').at(-1)).toMatchObject({ criteria: '{"all":[{"min_spent":8000}]}' });
  await expect.element(page.getByText('Cambios sin guardar')).toBeVisible();
  await expect.poll(() => core.drafts.get('segment.new') ?? '').toContain('8000');
  // For a pause, not for every key.
  expect(core.calledWith('drafts_set').length).toBeLessThan(3);
  await userEvent.keyboard('{Control>}s{/Control}');
  await expect.poll(() => told(core.calledWith('segments_create').at(-1))).toEqual({ all: [{ min_spent: 8000 }] });
  await expect.element(page.getByText('Segmento guardado')).toBeVisible();
  await expect.poll(() => core.drafts.has('segment.new')).toBe(false);
});

test('a rule is removed, negated from its menu, and each says what it does', async () => {
  const core = await openWindow('/segments/1');
  await expect.element(page.getByText('En orden, desde 4,212 dueños')).toBeVisible();
  await expect.element(page.getByText('−3,421')).toBeVisible();
  await page.getByRole('button', { name: 'Quitar: Días sin venir' }).click();
  await expect.poll(() => String(core.calledWith('segments_preview').at(-1)?.criteria)).not.toContain('days_since_visit_min');
  await page.getByRole('button', { name: 'Más acciones: Gasto total' }).click();
  await page.getByRole('menuitem', { name: 'Negar' }).click();
  await expect.poll(() => String(core.calledWith('segments_preview').at(-1)?.criteria)).toContain('{"none":[{"min_spent":5000}]}');
});

test('why an owner is out is said rule by rule', async () => {
  await openWindow('/segments/1');
  await page.getByRole('combobox', { name: '¿Por qué está o no está?' }).fill('roberto');
  await page.getByRole('option', { name: /Roberto Sánchez/ }).click();
  await expect.element(page.getByText('Fuera, por 1 condición')).toBeVisible();
  await expect.element(page.getByText('$22,315')).toBeVisible();
});

test('members are listed, tagged together and copied as they are now', async () => {
  const core = await openWindow('/segments/1');
  await page.getByRole('tab', { name: /Miembros/ }).click();
  await expect.element(page.getByRole('row', { name: /Roberto Sánchez Thor 998/ })).toBeVisible();
  await page.getByRole('button', { name: 'Acciones' }).click();
  await page.getByRole('menuitem', { name: 'Etiquetar a todos' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Etiquetar a todos' }).click();
  await expect.poll(() => core.calledWith('segments_tag')).toHaveLength(1);
  await page.getByRole('button', { name: 'Acciones' }).click();
  await page.getByRole('menuitem', { name: 'Copia fija de hoy' }).click();
  await expect.poll(() => core.calledWith('segments_freeze')).toHaveLength(1);
});

test('members are sorted by what a heading says, and who entered and left is a list', async () => {
  const core = await openWindow('/segments/1');
  await page.getByRole('tab', { name: /Miembros/ }).click();
  await page.getByRole('button', { name: /^En juego/ }).click();
  const order = () => core.calledWith('segments_members').at(-1)?.order;
  await expect.poll(order).toMatchObject({ by: 'at_stake' });
  await expect.element(page.getByText('Salieron 15')).toBeVisible();
  await page.getByRole('button', { name: 'Entraron 19' }).click();
  await expect.element(page.getByRole('dialog').getByRole('row', { name: /María García/ })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await page.getByRole('combobox', { name: 'Periodo' }).selectOptions('7');
  await expect.poll(() => core.calledWith('segments_moves').at(-1)?.days).toBe(7);
});

test('the list shows sizes and opens a segment; an empty one teaches', async () => {
  await openWindow('/segments');
  await expect.element(page.getByRole('row', { name: /Buenos clientes que se alejan.*187/ })).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('textbox', { name: 'Nombre del segmento' })).toHaveValue('Buenos clientes que se alejan');
  await closeWindow();
  await openWindow('/segments', { isEmpty: true });
  await expect.element(page.getByText('Todavía no hay segmentos')).toBeVisible();
});
