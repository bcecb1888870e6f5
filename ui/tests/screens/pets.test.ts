import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';

import { closeWindow, openWindow, settled } from '../window';

afterEach(closeWindow);

const button = (name: string | RegExp) => page.getByRole('button', { name });
const row = (name: string | RegExp) => page.getByRole('row', { name });

test('the list is filtered by state, vaccinations and age, and counts what it shows', async () => {
  const core = await openWindow('/pets');
  await expect.element(row(/^Athos/).first()).toBeVisible();
  await page.getByRole('combobox', { name: 'Vacunas' }).selectOptions('con vacuna vencida');
  await expect.element(row(/^Max/)).toBeVisible();
  await expect.element(page.getByText('1', { exact: true }).first()).toBeVisible();
  expect(core.calledWith('pets_page').at(-1)).toMatchObject({ query: { filters: { due: 'overdue', statuses: ['active'] } } });
  await button('Ver todas').click();
  await page.getByRole('combobox', { name: 'Edad' }).selectOptions('menores de un año');
  await expect.poll(() => core.calledWith('pets_page').at(-1)).toMatchObject({ query: { filters: { monthsMax: 11 } } });
  await page.getByRole('combobox', { name: 'Situación' }).selectOptions('fallecidas');
  await expect.element(page.getByText('Ninguna cumple esas condiciones')).toBeVisible();
});

test('a column sorts, Enter opens the card and Ctrl E exports what is shown', async () => {
  const core = await openWindow('/pets');
  await page.getByRole('columnheader', { name: 'Vacuna' }).getByRole('button').click();
  await expect.poll(() => core.calledWith('pets_page').at(-1)).toMatchObject({ query: { sort: 'due', direction: 'descending' } });
  await userEvent.keyboard('{Control>}e{/Control}');
  await expect.element(page.getByText('Se guardó mascotas-2025-11-17.csv')).toBeVisible();
  expect(core.calledWith('pets_export')[0]).toMatchObject({ query: { sort: 'due', cursor: null }, proposed: 'mascotas' });
});

test('one click notes a death, says what stopped, offers words, and one undo takes it back', async () => {
  const core = await openWindow('/owners/1');
  await button(/^Max, /).click();
  await button('Falleció').click();
  await expect.element(page.getByRole('heading', { name: 'Max falleció' })).toBeVisible();
  await expect.element(page.getByText('2 mensajes que ya no saldrán')).toBeVisible();
  await expect.element(page.getByText(/Ya no vive ninguna mascota con María García/)).toBeVisible();
  const words = page.getByRole('textbox', { name: 'Unas palabras para María García' });
  await words.fill('Los acompañamos.');
  await button('Guardar como nota').click();
  await expect.poll(() => core.calledWith('notes_create')[0]).toMatchObject({ owner: 1, note: { content: 'Los acompañamos.' } });
  expect(core.calledWith('pets_deceased')).toEqual([{ id: 1, on: null }]);
  await userEvent.keyboard('{Escape}');
  await userEvent.keyboard('{Control>}z{/Control}');
  await userEvent.keyboard('{Control>}z{/Control}');
  await expect.element(button(/^Max, /)).toBeVisible();
});

test('a death that was a mistake is undone from the same dialog', async () => {
  await openWindow('/owners/1');
  await button(/^Max, /).click();
  await button('Falleció').click();
  await button('Fue un error: deshacer').click();
  await expect.element(button('Falleció')).toBeVisible();
});

test('a vaccination proposes its next day from the usual interval, until a person chooses', async () => {
  const core = await openWindow('/owners/1');
  await button(/^Max, /).click();
  await button('Anotar vacuna').click();
  await settled();
  await userEvent.keyboard('antirrabica');
  await expect.element(page.getByText('Propuesta: 365 días después, como de costumbre')).toBeVisible();
  await userEvent.keyboard('{Control>}s{/Control}');
  await expect.poll(() => core.calledWith('vaccinations_record')[0]).toMatchObject({
    pet: 1, vaccination: { vaccine: 'antirrabica', givenOn: '2025-11-17', dueOn: '2026-11-17' },
  });
});

test('a vaccination is corrected and deleted', async () => {
  const core = await openWindow('/owners/1');
  await button(/^Max, /).click();
  await button('Editar Séxtuple').click();
  await page.getByRole('textbox', { name: 'Aplicada el' }).fill('');
  await page.getByRole('textbox', { name: 'La siguiente toca el' }).fill('');
  await userEvent.keyboard('{Control>}s{/Control}');
  await expect.element(page.getByText('Escribe cuándo se aplicó, o cuándo toca.')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await button('Borrar Séxtuple').click();
  await expect.poll(() => core.calledWith('vaccinations_delete')).toEqual([{ id: 2 }]);
  await expect.element(page.getByText('Vacuna borrada: Séxtuple')).toBeVisible();
});

test('a pet changes owner, and whose it was stays on its card', async () => {
  const core = await openWindow('/pets');
  await button('Cambiar de dueño').click();
  await page.getByRole('dialog').getByRole('button', { name: /^Cambiar de dueño/ }).click();
  await expect.element(page.getByText('Elige con quién se va.')).toBeVisible();
  await page.getByRole('combobox', { name: 'Nuevo dueño' }).fill('carlos m');
  await page.getByRole('option', { name: /Carlos Méndez/ }).click();
  await page.getByRole('textbox', { name: 'Motivo' }).fill('Regalo');
  await userEvent.keyboard('{Control>}s{/Control}');
  await expect.poll(() => core.calledWith('pets_transfer')[0]).toMatchObject({ transfer: { to: 2, on: '2025-11-17', reason: 'Regalo' } });
  await expect.element(page.getByText(/es ahora de Carlos Méndez/)).toBeVisible();
});

test('a new pet asks whose it is first', async () => {
  const core = await openWindow('/pets');
  await settled();
  await userEvent.keyboard('{Control>}{Shift>}M{/Shift}{/Control}');
  await settled();
  await userEvent.keyboard('maria g');
  await page.getByRole('option', { name: /María García/ }).click();
  await page.getByRole('textbox', { name: 'Nombre' }).fill('Kira');
  await userEvent.keyboard('{Control>}s{/Control}');
  await expect.poll(() => core.calledWith('pets_create')[0]).toMatchObject({ owner: 1, pet: { name: 'Kira' } });
});

test('every field of an owner is in the form, a group one key away, and a wrong one is shown where it stands', async () => {
  const core = await openWindow('/owners/1', {
    answers: {
      owners_update: () => {
        throw { code: 'invalid', field: 'instagram_handle', detail: 'no handle' };
      },
    },
  });
  await button('Editar').first().click();
  await settled();
  await userEvent.keyboard('{Control>}{PageDown}{/Control}');
  await expect.element(page.getByRole('tab', { name: 'Preferencias' })).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('tab', { name: 'Persona' }).click();
  await page.getByRole('textbox', { name: 'Ocupación' }).fill('Bióloga');
  await page.getByRole('tab', { name: 'De dónde viene' }).click();
  await page.getByRole('textbox', { name: 'Instagram' }).fill('no es uno');
  await page.getByRole('tab', { name: 'Contacto' }).click();
  await userEvent.keyboard('{Control>}s{/Control}');
  await expect.element(page.getByText('Eso no parece un usuario de Instagram.')).toBeVisible();
  await expect.element(page.getByRole('tab', { name: /De dónde viene/ })).toHaveAttribute('aria-selected', 'true');
  expect(core.calledWith('owners_update')[0]).toMatchObject({ change: { owner: { occupation: 'Bióloga', country: 'MX' } } });
});

test('a number stands in the form as everywhere, and is saved as it was kept unless somebody typed another', async () => {
  const core = await openWindow('/owners/1');
  const number = page.getByRole('textbox', { name: 'Teléfono', exact: true });
  for (const typed of [undefined, '998 765 4321']) {
    await button('Editar').first().click();
    await expect.element(number).toHaveValue('998 123 4567');
    await page.getByRole('textbox', { name: 'Correo' }).fill('maria@ejemplo.mx');
    if (typed) await number.fill(typed);
    await userEvent.keyboard('{Control>}s{/Control}');
    await expect.element(number).not.toBeInTheDocument();
  }
  const phones = core.calledWith('owners_update').map((call) => (call as { change: { owner: { phone: string } } }).change.owner.phone);
  expect(phones).toEqual(['998-123-4567', '998 765 4321']);
});

test('the family of referrals shows who sent her, whom she sent and what they spent', async () => {
  await openWindow('/owners/2');
  await page.getByRole('tab', { name: /Referidos/ }).click();
  await expect.element(page.getByRole('link', { name: 'María García' })).toBeVisible();
  await expect.element(page.getByText('Trajo directamente')).toBeVisible();
});

test('the tier is set by hand with a reason, and says who did', async () => {
  const core = await openWindow('/owners/1');
  await button(/^Nivel: /).click();
  await page.getByRole('combobox', { name: 'Nivel' }).selectOptions('VIP');
  await userEvent.keyboard('{Control>}s{/Control}');
  await expect.element(page.getByText('Escribe por qué.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Por qué' }).fill('Amiga de la casa');
  await userEvent.keyboard('{Control>}s{/Control}');
  await expect.poll(() => core.calledWith('owners_set_tier')[0]).toEqual({ id: 1, tier: 'vip', reason: 'Amiga de la casa' });
  await button(/^Nivel: /).click();
  await expect.element(page.getByText(/puesto a mano por Dra\. Ana Torres/)).toBeVisible();
});

test('a word on being written to keeps how it was said and which wording was shown', async () => {
  const core = await openWindow('/owners/1');
  await button('Historial').click();
  await expect.element(page.getByRole('dialog').getByText(/Karla Poot/)).toBeVisible();
  await page.getByRole('combobox', { name: 'Cómo lo dijo' }).selectOptions('Por teléfono');
  await button('Dice que sí').click();
  await expect.poll(() => core.calledWith('consents_record')[0]).toMatchObject({
    owner: 1, consent: { channel: 'whatsapp', purpose: 'promotions', isGiven: true, source: 'phone', wordingVersion: '2026-11' },
  });
});

test('who is deactivated says what that means, and comes back from there', async () => {
  const core = await openWindow('/owners/1');
  await button('Más acciones').click();
  await page.getByRole('menuitem', { name: 'Dar de baja' }).click();
  await expect.element(page.getByText(/no sale en listas para contactar/)).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Reactivar' }).click();
  await expect.poll(() => core.calledWith('owners_restore')).toEqual([{ id: 1 }]);
});
