import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';

import { closeWindow, openWindow, settled } from '../window';

afterEach(closeWindow);

const button = (name: string | RegExp) => page.getByRole('button', { name });

test('a call is logged from anywhere: with whom, then what', async () => {
  const core = await openWindow('/reports');
  await settled();
  await userEvent.keyboard('{Control>}i{/Control}');
  await expect.poll(() => document.activeElement?.getAttribute('role')).toBe('combobox');
  // The empty box offers who was opened last.
  await expect.element(page.getByRole('dialog').getByRole('option').first()).toBeVisible();
  await userEvent.keyboard('4567');
  await expect.element(page.getByRole('dialog').getByRole('option', { name: /María García/ })).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => document.activeElement?.tagName).toBe('TEXTAREA');
  await userEvent.keyboard('Pregunta por la vacuna{Control>}s{/Control}');
  await expect.poll(() => core.calledWith('interactions_create')).toMatchObject([
    { interaction: { ownerId: 1, kind: 'call', channel: 'phone', direction: 'inbound', subject: 'Pregunta por la vacuna', happenedAt: null, followUp: null } },
  ]);
  await expect.poll(() => page.getByRole('dialog').query()).toBeNull();
});

test('what is half typed waits for its owner', async () => {
  const core = await openWindow('/reports');
  await settled();
  const open = async () => {
    await userEvent.keyboard('{Control>}i{/Control}');
    await userEvent.keyboard('4567');
    await expect.element(page.getByRole('dialog').getByRole('option', { name: /María García/ })).toBeVisible();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => document.activeElement?.tagName).toBe('TEXTAREA');
  };
  await open();
  await userEvent.keyboard('A medias');
  await expect.poll(() => core.drafts.get('interaction.1') ?? '').toContain('A medias');
  await userEvent.keyboard('{Escape}');
  await open();
  await expect.poll(() => (document.activeElement as HTMLTextAreaElement).value).toBe('A medias');
});

test('a kind that comes over several ways asks which, and when it was is said in words', async () => {
  const core = await openWindow('/owners/1');
  await settled();
  await page.getByRole('combobox', { name: 'Otro…' }).selectOptions('Queja');
  await page.getByRole('combobox', { name: 'Medio' }).selectOptions('Redes');
  await page.getByRole('textbox', { name: /¿Qué pasó?/ }).fill('Esperó media hora\nDice que nadie le avisó');
  await button('Más…').click();
  await page.getByRole('textbox', { name: 'Cuándo fue' }).fill('ayer 4pm');
  await expect.element(page.getByText('domingo 16 de noviembre, 16:00')).toBeVisible();
  await page.getByRole('textbox', { name: 'Minutos' }).fill('6');
  await userEvent.keyboard('{Control>}s{/Control}');
  await expect.poll(() => core.calledWith('interactions_create')).toMatchObject([
    { interaction: { kind: 'complaint', channel: 'social', subject: 'Esperó media hora', notes: 'Dice que nadie le avisó', durationMinutes: 6, happenedAt: Date.parse('2025-11-16T16:00:00-05:00') } },
  ]);
});

test('a logged call is corrected where it stands, and can be deleted', async () => {
  const core = await openWindow('/owners/1');
  await settled();
  await button(/^Editar: /).first().click();
  const dialog = page.getByRole('dialog', { name: 'Editar interacción' });
  await dialog.getByRole('textbox', { name: /¿Qué pasó?/ }).fill('Pregunta por la biometría');
  await userEvent.keyboard('{Control>}s{/Control}');
  await expect.poll(() => core.calledWith('interactions_update')).toMatchObject([
    { id: 1, interaction: { ownerId: 1, subject: 'Pregunta por la biometría', durationMinutes: 4, followUp: { on: '2025-11-17', minute: 600 } } },
  ]);
  await expect.poll(() => dialog.query()).toBeNull();
  await button(/^Editar: /).first().click();
  await dialog.getByRole('button', { name: 'Borrar' }).click();
  await expect.element(page.getByText('Interacción borrada')).toBeVisible();
});

test('how much was said is counted by day, way and person, and as a table', async () => {
  await openWindow('/follow-ups');
  await page.getByRole('tab', { name: 'Estadísticas' }).click();
  await expect.element(page.getByText('214')).toBeVisible();
  await expect.element(page.getByRole('row', { name: /Karla Poot/ })).toHaveTextContent(/140/);
  await button('Tabla').click();
  await expect.element(page.getByRole('row', { name: /17 nov 2025/ })).toBeVisible();
});

test('notes are found by a word, accents aside', async () => {
  await openWindow('/owners/1');
  await page.getByRole('tab', { name: 'Notas' }).click();
  await page.getByRole('searchbox', { name: 'Buscar en sus notas' }).fill('DRA tórres');
  await expect.poll(() => page.getByText('pasarlo directo al consultorio').query()).toBeNull();
  await expect.element(page.getByText('Prefiere que la atienda la Dra. Torres.')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Buscar en sus notas' }).fill('gato');
  await expect.element(page.getByText('Ninguna nota dice eso')).toBeVisible();
});

test('tags are renamed, merged and retired', async () => {
  const core = await openWindow('/tags');
  await page.getByRole('row', { name: /VIP/ }).click();
  await button(/^Editar/).click();
  const name = page.getByRole('textbox', { name: 'Etiqueta' });
  await name.fill('Muy importante');
  await userEvent.keyboard('{Control>}s{/Control}');
  await expect.element(page.getByRole('row', { name: /Muy importante/ })).toBeVisible();
  await button('Fusionar con otra').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Fusionar' }).click();
  await expect.poll(() => core.calledWith('tags_merge')).toHaveLength(1);
  // Retired ones stand behind those in use.
  await page.getByRole('row', { name: /Muy importante/ }).click();
  await button('Volver a usar').click();
  await expect.element(page.getByText('Etiqueta en uso otra vez: Muy importante')).toBeVisible();
});

test('the history says what changed, why one cannot be undone, and undoes another', async () => {
  const core = await openWindow('/history');
  await expect.element(page.getByText('Puerto Morelos')).toBeVisible();
  await expect.element(page.getByText('Cancún')).toBeVisible();
  await page.getByRole('row', { name: /Laura Cárdenas/ }).first().click();
  await expect.element(page.getByText(/No se puede deshacer/)).toBeVisible();
  await page.getByRole('button', { name: /9:40 · Editar dueño, María García/ }).click();
  await button('Deshacer esto').click();
  await expect.element(page.getByText('Se deshizo: Editar dueño: María García')).toBeVisible();
  expect(core.calledWith('undo_change')).toEqual([{ change: 14 }]);
  await page.getByRole('combobox', { name: 'Área' }).selectOptions('Notas');
  await expect.poll(() => core.calledWith('history_list').at(-1)).toMatchObject({ query: { area: 'notes' } });
});
