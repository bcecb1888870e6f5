import { tick } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';

import { closeWindow, openWindow, settled } from '../window';

afterEach(closeWindow);

const button = (name: string | RegExp) => page.getByRole('button', { name });
const heading = (name: string) => page.getByRole('heading', { name, level: 1 });

test('first start: a clinic is created and opens on the day', async () => {
  const core = await openWindow('/', { isFirstStart: true });
  await userEvent.keyboard('Veterinaria Ceiba{Enter}');
  await expect.element(page.getByRole('navigation')).toHaveTextContent('Veterinaria Ceiba');
  expect(core.calledWith('session_create_clinic')).toEqual([{ name: 'Veterinaria Ceiba', language: 'es' }]);
});

test('first start: no name, no clinic', async () => {
  const core = await openWindow('/', { isFirstStart: true });
  await button('Crear clínica').click();
  await expect.element(page.getByText('Escribe el nombre de la clínica.')).toBeVisible();
  expect(core.calledWith('session_create_clinic')).toEqual([]);
});

test('an edit is saved with Ctrl S, and undone and redone with the keys', async () => {
  await openWindow('/owners/1');
  await button('Editar').first().click();
  await page.getByRole('textbox', { name: 'Apellidos' }).fill('García Pool');
  await userEvent.keyboard('{Control>}s{/Control}');
  await expect.element(heading('María García Pool')).toBeVisible();
  await expect.element(page.getByRole('status').filter({ hasText: 'Guardado' })).toBeVisible();
  await userEvent.keyboard('{Control>}z{/Control}');
  await expect.element(heading('María García')).toBeVisible();
  await expect.element(page.getByText('Se deshizo: Editar dueño: María García')).toBeVisible();
  await userEvent.keyboard('{Control>}{Shift>}Z{/Shift}{/Control}');
  await expect.element(heading('María García Pool')).toBeVisible();
});

test('an edit names the moment it was read, so that nothing newer is overwritten', async () => {
  const core = await openWindow('/owners/1', {
    answers: {
      owners_update: () => {
        throw { code: 'changed_since', field: null, detail: 'owner' };
      },
    },
  });
  await button('Editar').first().click();
  await page.getByRole('textbox', { name: 'Apellidos' }).fill('Otra');
  await userEvent.keyboard('{Control>}s{/Control}');
  await expect.element(page.getByText('El registro cambió mientras tanto.')).toBeVisible();
  await expect.element(page.getByText('No se pisó nada. Revisa cómo quedó antes de cambiarlo.')).toBeVisible();
  expect(core.calledWith('owners_update')[0]).toMatchObject({ id: 1, change: { readAt: 1, owner: { lastName: 'Otra' } } });
});

test('the very next key after that of a dialog is the dialog’s', async () => {
  await openWindow('/owners');
  await settled();
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', ctrlKey: true, cancelable: true }));
  await tick();
  expect(document.activeElement).toBe(page.getByRole('textbox', { name: 'Nombre' }).first().element());
});

test('a refused field is marked where it stands', async () => {
  await openWindow('/owners', {
    answers: {
      owners_create: () => {
        throw { code: 'invalid', field: 'phone', detail: 'no number' };
      },
    },
  });
  await settled();
  await userEvent.keyboard('{Control>}n{/Control}');
  await userEvent.keyboard('Ana');
  await page.getByRole('textbox', { name: 'Teléfono', exact: true }).fill('12');
  await userEvent.keyboard('{Control>}s{/Control}');
  await expect.element(page.getByRole('textbox', { name: 'Teléfono', exact: true })).toHaveAttribute('aria-invalid', 'true');
});

test('a phone that somebody has is said while it is typed', async () => {
  await openWindow('/owners');
  await settled();
  await userEvent.keyboard('{Control>}n{/Control}');
  await page.getByRole('textbox', { name: 'Teléfono', exact: true }).fill('998 123 4567');
  await expect.element(page.getByText('Ese teléfono ya es de María García.')).toBeVisible();
});

test('save and next empties the form and stays', async () => {
  const core = await openWindow('/owners');
  await settled();
  await userEvent.keyboard('{Control>}n{/Control}');
  await userEvent.keyboard('Ana{Control>}{Enter}{/Control}');
  await expect.element(page.getByRole('textbox', { name: 'Nombre' }).first()).toHaveValue('');
  await userEvent.keyboard('Luis{Control>}{Enter}{/Control}');
  await expect.poll(() => core.calledWith('owners_create').length).toBe(2);
});

test('a dialog closes with Escape and gives the focus back', async () => {
  await openWindow('/owners/1');
  const edit = button('Editar').first();
  await edit.click();
  await expect.element(page.getByRole('dialog')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => document.querySelector('dialog')).toBeNull();
  expect(document.activeElement).toBe(edit.element());
});

test('what was half typed is there again after a crash', async () => {
  const core = await openWindow('/owners/1');
  await settled();
  await userEvent.keyboard('{Control>}i{/Control}');
  await userEvent.keyboard('Preguntó por los resultados');
  await expect.element(page.getByText('Borrador guardado')).toBeVisible();
  await expect.poll(() => core.drafts.get('interaction.1')).toContain('por los resultados');
  // Once for the pause, not for every key.
  expect(core.calledWith('drafts_set').length).toBe(1);
  const kept = Object.fromEntries(core.drafts);
  await closeWindow();
  await openWindow('/owners/1', { drafts: kept });
  await expect.element(page.getByRole('textbox', { name: /¿Qué pasó\?/ })).toHaveValue('Preguntó por los resultados');
});

/** A window whose drafts wait for another write, until they are told to go on: the core takes what waits in no order. */
async function openWhereDraftsWait(path: string) {
  let goOn = () => {};
  const core = await openWindow(path, {
    answers: {
      drafts_set: ({ key, value }: { key: string; value: string }) =>
        new Promise<void>((done) => (goOn = () => (core.drafts.set(key, value), done()))),
    },
  });
  return { core, keep: () => goOn() };
}

test('what is saved while it is still being kept does not come back as something half typed', async () => {
  const { core, keep } = await openWhereDraftsWait('/owners/1');
  await settled();
  await button('Editar').first().click();
  const second = page.getByRole('textbox', { name: 'Teléfono 2' });
  await second.fill('984 87');
  await expect.poll(() => core.calledWith('drafts_set').length).toBe(1);
  await second.fill('984 877 1122');
  await userEvent.keyboard('{Control>}s{/Control}');
  await expect.poll(() => core.calledWith('owners_update').length).toBe(1);
  await settled();
  keep();
  await expect.poll(() => document.querySelector('dialog')).toBeNull();
  expect(core.drafts.has('owner.1')).toBe(false);
});

test('a call that is logged while it is still being kept is not met again', async () => {
  const { core, keep } = await openWhereDraftsWait('/owners/1');
  await settled();
  await userEvent.keyboard('{Control>}i{/Control}');
  await userEvent.keyboard('Pide cita');
  await expect.poll(() => core.calledWith('drafts_set').length).toBe(1);
  await userEvent.keyboard('{Control>}s{/Control}');
  await expect.poll(() => core.calledWith('interactions_create').length).toBe(1);
  await settled();
  keep();
  await settled();
  expect(core.drafts.has('interaction.1')).toBe(false);
});

test('a draft brings back the fields that were typed, and wipes out nothing typed before it was read', async () => {
  let answer = () => {};
  const kept = JSON.stringify({ lastName: 'García Chan', email: 'otra@correo.mx' });
  const core = await openWindow('/owners/1', {
    answers: {
      drafts_get: ({ key }: { key: string }) =>
        key === 'owner.1' ? new Promise((done) => (answer = () => done({ value: kept, savedAt: 0 }))) : null,
    },
  });
  await settled();
  await button('Editar').first().click();
  const email = page.getByRole('textbox', { name: 'Correo' });
  await email.fill('maria@correo.mx');
  answer();
  await expect.element(page.getByRole('textbox', { name: 'Apellidos' })).toHaveValue('García Chan');
  await expect.element(email).toHaveValue('maria@correo.mx');
  await expect.poll(() => core.drafts.get('owner.1')).toBe(JSON.stringify({ lastName: 'García Chan', email: 'maria@correo.mx' }));
});

test('a logged call with “lun 10am” owes a follow-up on Monday at ten', async () => {
  const core = await openWindow('/owners/1');
  await settled();
  await userEvent.keyboard('{Control>}i{/Control}');
  await userEvent.keyboard('Pide cita');
  await page.getByRole('textbox', { name: 'Seguimiento' }).fill('lun 10am');
  await expect.element(page.getByText('lunes 24 de noviembre, 10:00')).toBeVisible();
  await userEvent.keyboard('{Control>}s{/Control}');
  await expect.poll(() => core.calledWith('interactions_create').length).toBe(1);
  expect(core.calledWith('interactions_create')[0]).toMatchObject({
    interaction: { ownerId: 1, kind: 'call', channel: 'phone', subject: 'Pide cita', followUp: { on: '2025-11-24', minute: 600 } },
  });
  await expect.poll(() => core.drafts.has('interaction.1')).toBe(false);
});

test('a pet is added, and its wrong weight is refused before', async () => {
  const core = await openWindow('/owners/1');
  await settled();
  await userEvent.keyboard('{Control>}{Shift>}M{/Shift}{/Control}');
  await userEvent.keyboard('Kira');
  await page.getByRole('textbox', { name: 'Peso en kg' }).fill('mucho');
  await userEvent.keyboard('{Control>}s{/Control}');
  await expect.element(page.getByText('Escribe el peso en kilos, por ejemplo 6.8.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Peso en kg' }).fill('4,2');
  await userEvent.keyboard('{Control>}s{/Control}');
  await expect.element(page.getByText('Se guardó a Kira')).toBeVisible();
  expect(core.calledWith('pets_create')[0]).toMatchObject({ owner: 1, pet: { name: 'Kira', weightG: 4200 } });
});

test('a follow-up is settled from the day', async () => {
  const core = await openWindow('/');
  await button(/Marcar como hecho: Resultado de la química/).click();
  await expect.element(page.getByText('Seguimiento hecho')).toBeVisible();
  expect(core.calledWith('interactions_complete_follow_up')).toEqual([{ id: 3 }]);
});

test('F4 goes back to the record before', async () => {
  await openWindow('/owners/1');
  await expect.element(heading('María García')).toBeVisible();
  location.hash = '/owners/2';
  await expect.element(heading('Carlos Méndez')).toBeVisible();
  await userEvent.keyboard('{F4}');
  await expect.element(heading('María García')).toBeVisible();
});
