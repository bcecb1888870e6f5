import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';

import { closeWindow, openWindow } from '../window';

afterEach(closeWindow);

test('every number opens its rows, and every chart has a table', async () => {
  const core = await openWindow('/insights');
  await expect.element(page.getByRole('heading', { name: 'Indicadores' })).toBeVisible();
  await expect.element(page.getByText('Roberto Sánchez').first()).toBeVisible();
  const dialog = page.getByRole('dialog');
  const asked = () => core.calledWith('insights_rows').at(-1)?.['figure'];
  const opens = async (name: string | RegExp, figure: object) => {
    await page.getByRole('button', { name }).first().click();
    await expect.element(dialog).toBeVisible();
    await expect.poll(asked).toEqual(figure);
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
  };
  await opens(/^Volvieron en los últimos 12 meses/, { of: 'retention', returned: true });
  await opens('Ver quién no volvió', { of: 'retention', returned: false });
  await opens(/^Gasto, 12 meses/, { of: 'spent' });
  await opens(/^6,358 compras/, { of: 'purchases' });
  await opens('Nuevos este mes: 47', { of: 'new', lastMonth: false });
  await opens(/cerró en 92/, { of: 'new', lastMonth: true });
  await opens('En riesgo de irse: 731', { of: 'stage', stage: 'at_risk' });
  await opens(/^Respuesta por WhatsApp/, { of: 'response', channel: 'whatsapp', answered: true });
  await opens('750 de 1,204 mensajes', { of: 'response', channel: 'whatsapp', answered: false });
  await opens('VIP: 212', { of: 'stage', stage: 'vip' });
  await opens('22 volvieron', { of: 'moved', from: ['at_risk'], to: ['first_visit', 'active', 'vip'] });
  await opens('4T 2023 +2: 51%', { of: 'cohort', year: 2023, quarter: 4, later: 2 });
  await opens('500–999: 702', { of: 'value', from: 50_000, to: 99_999 });
  await opens('3–5: 1,402', { of: 'visits', from: 3, to: 5 });
  await opens('Referido: 1,620', { of: 'source', source: 'referral' });
  await opens(/^María García: 9/, { of: 'brought', by: 1 });
  await page.getByRole('button', { name: 'Tablas' }).click();
  await expect.element(page.getByRole('columnheader', { name: 'De', exact: true })).toBeVisible();
  await opens('De Activo a En riesgo: 64', { of: 'moved', from: ['active'], to: ['at_risk'] });
});

test('the rows behind a number are written to a file and kept as a segment', async () => {
  const core = await openWindow('/insights');
  await page.getByRole('button', { name: 'En riesgo de irse: 731' }).click();
  await expect.element(page.getByRole('dialog').getByText('María García')).toBeVisible();
  await page.getByRole('button', { name: 'Exportar' }).click();
  await expect.poll(() => core.calledWith('insights_export_rows').length).toBe(1);
  await page.getByRole('button', { name: 'Abrir como segmento' }).click();
  const draft = () => core.calledWith('drafts_set').map((call) => call['value']).find((value) => String(value).includes('at_risk'));
  await expect.poll(() => JSON.parse(String(draft() ?? '{}')) as unknown).toEqual({ name: 'En riesgo', criteria: '{"lifecycle":"at_risk"}' });
});

test('what a row proposes is done from the row, and says that it can be undone', async () => {
  const core = await openWindow('/insights');
  await page.getByRole('button', { name: 'Llamar: Roberto Sánchez' }).click();
  await expect.element(page.getByRole('heading', { name: 'Llamar a Roberto Sánchez' })).toBeVisible();
  await expect.element(page.getByRole('textbox', { name: 'Qué se dijo' })).toHaveFocus();
  await userEvent.keyboard('Viene el lunes{Control>}s{/Control}');
  const logged = () => core.calledWith('interactions_create').at(-1)?.['interaction'];
  await expect.poll(logged).toMatchObject({ ownerId: 4, kind: 'call', channel: 'phone', direction: 'outbound', notes: 'Viene el lunes' });
  await expect.element(page.getByText('Contacto con Roberto Sánchez registrado')).toBeVisible();
  await expect.element(page.getByRole('button', { name: /^Deshacer/ }).first()).toBeVisible();
});

test('an appointment is offered with its owner filled in, and a message with its words', async () => {
  await openWindow('/insights');
  await page.getByRole('button', { name: 'Ofrecer cita: Carlos Méndez' }).click();
  await expect.element(page.getByRole('heading', { name: 'Nueva cita' })).toBeVisible();
  await expect.element(page.getByRole('dialog').getByText('Carlos Méndez').first()).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await page.getByRole('button', { name: 'Escribir: Sarah Johnson' }).click();
  const words = () => (page.getByRole('textbox', { name: 'Mensaje' }).element() as HTMLTextAreaElement).value;
  await expect.poll(words).toMatch(/^Hola, Sarah\./);
});
