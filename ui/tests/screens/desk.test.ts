import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';

import type { Answer } from '$lib/api/commands';
import { announce } from '$lib/state/changes';
import { search } from '$lib/state/search.svelte';
import { agenda } from '$routes/agenda/agenda.svelte';

import { today } from '../double/people';
import { closeWindow, openWindow, sayFirst, settled } from '../window';

afterEach(async () => {
  await closeWindow();
  agenda.view = 'day';
  agenda.chosen = undefined;
  agenda.active = 0;
});

const button = (name: string | RegExp) => page.getByRole('button', { name });
const row = (name: RegExp) => page.getByRole('row', { name });

test('follow-ups begin with what is late; done leads on to the next, and can be undone', async () => {
  const core = await openWindow('/follow-ups');
  await expect.element(page.getByRole('tab', { name: 'Vencidos' })).toHaveAttribute('data-state', 'active');
  await expect.poll(() => document.activeElement?.textContent).toContain('Resultado de la citología');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.poll(() => document.activeElement?.textContent).toContain('Opinión de 2 estrellas');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.element(page.getByText('Nada vencido')).toBeVisible();
  expect(core.calledWith('interactions_complete_follow_up')).toEqual([{ id: 1 }, { id: 2 }]);
  await userEvent.keyboard('{Control>}z{/Control}');
  await expect.element(row(/Opinión de 2 estrellas/)).toBeVisible();
});

test('who does not answer is called again when the core says, and the desk is told', async () => {
  const core = await openWindow('/follow-ups');
  await page.getByRole('tab', { name: 'Hoy' }).click();
  await row(/Resultado de la química/).click();
  await button('No contestó').click();
  await expect.element(page.getByText('Se movió al lunes 24 de noviembre, 10:00')).toBeVisible();
  expect(core.calledWith('interactions_no_answer')).toEqual([{ id: 3, to: null }]);
});

test('a follow-up is moved to what is typed', async () => {
  const core = await openWindow('/follow-ups');
  await page.getByRole('tab', { name: 'Hoy' }).click();
  await row(/Confirmar ayuno/).click();
  await userEvent.keyboard('{Control>}f{/Control}');
  await userEvent.keyboard('en 3 semanas');
  await expect.element(page.getByText('lunes 8 de diciembre', { exact: true })).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => core.calledWith('interactions_postpone')).toEqual([{ id: 4, to: { on: '2025-12-08', minute: null } }]);
});

test('no follow-up is a calm zero', async () => {
  await openWindow('/follow-ups', { isEmpty: true });
  await expect.element(page.getByText('Nada más para hoy')).toBeVisible();
});

test('an appointment is closed with a key, and the next open one follows', async () => {
  const core = await openWindow('/agenda');
  await row(/Greta/).click();
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.element(page.getByText('Vino: Greta')).toBeVisible();
  await expect.poll(() => document.activeElement?.textContent).toContain('Nala');
  await button('No vino').click();
  await expect.element(page.getByText('No vino: Nala')).toBeVisible();
  expect(core.calledWith('appointments_settle')).toEqual([{ id: 4, status: 'completed' }, { id: 5, status: 'no_show' }]);
  await row(/Greta/).click();
  await button('Volver a abrir').click();
  await expect.poll(() => core.bookings.find((one) => one.id === 4)?.status).toBe('scheduled');
});

test('a new appointment says who is busy then, and is booked', async () => {
  const core = await openWindow('/agenda');
  await button('Nueva cita').first().click();
  await page.getByRole('combobox', { name: 'Dueño' }).fill('4567');
  await page.getByRole('option', { name: /María García/ }).click();
  await page.getByRole('combobox', { name: 'Servicio' }).selectOptions('Cirugía');
  await expect.element(page.getByRole('textbox', { name: 'Minutos' })).toHaveValue('90');
  await page.getByRole('combobox', { name: 'Con quién' }).selectOptions('Dra. Ana Torres');
  await page.getByRole('textbox', { name: 'Hora' }).fill('10:30');
  await expect.element(page.getByText('Dra. Ana Torres ya tiene a Nala a las 10:30. Se puede agendar igual.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Día' }).fill('mañana');
  await userEvent.keyboard('{Control>}s{/Control}');
  await expect.element(page.getByText('Cita agendada')).toBeVisible();
  expect(core.calledWith('appointments_book')).toMatchObject([
    { appointment: { ownerId: 1, serviceId: 2, kind: 'surgery', startsOn: '2025-11-18', startsMinute: 630, durationMinutes: 90, staffId: 2 } },
  ]);
  // The agenda goes where it was booked.
  await expect.element(page.getByRole('heading', { name: 'Martes 18 de noviembre' })).toBeVisible();
});

test('what is missing is said where it is missing', async () => {
  const core = await openWindow('/agenda');
  await button('Nueva cita').first().click();
  await userEvent.keyboard('{Control>}s{/Control}');
  await expect.element(page.getByText('Elige de quién es.')).toBeVisible();
  await expect.element(page.getByText('Escribe la hora, por ejemplo 10:30.')).toBeVisible();
  expect(core.calledWith('appointments_book')).toEqual([]);
});

test('the week shows its days, and a booking leads to its day', async () => {
  const core = await openWindow('/agenda');
  await page.getByRole('combobox', { name: 'Vista' }).selectOptions('Semana');
  await expect.element(page.getByRole('heading', { name: 'Del 17 nov 2025 al 23 nov 2025' })).toBeVisible();
  expect(core.calledWith('appointments_between').at(-1)).toEqual({ from: '2025-11-17', to: '2025-11-23' });
  await button(/11:00 Copito/).click();
  await expect.element(page.getByRole('heading', { name: 'Lunes 17 de noviembre' })).toBeVisible();
  await expect.element(page.getByRole('group', { name: 'Qué pasó con la cita de Copito' })).toBeVisible();
});

test('left and right go through the days', async () => {
  const core = await openWindow('/agenda');
  await row(/Greta/).click();
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(page.getByText('Sin citas')).toBeVisible();
  expect(core.calledWith('appointments_between').at(-1)).toEqual({ from: '2025-11-18', to: '2025-11-18' });
  await button('Anterior').click();
  await expect.element(row(/Greta/)).toBeVisible();
});

test('on the day, what began is closed from its line', async () => {
  const core = await openWindow('/', { answers: {} });
  core.bookings[3]!.startsMinute = 540;
  location.hash = '/owners';
  await expect.element(row(/Adriana/).first()).toBeVisible();
  location.hash = '/';
  await page.getByRole('button', { name: 'Vino: Greta', exact: true }).click();
  expect(core.calledWith('appointments_settle')).toEqual([{ id: 4, status: 'completed' }]);
  expect(today).toBe('2025-11-17');
});

test('of much that is owed the day shows the oldest, and the next follows what is done', async () => {
  const core = await openWindow('/owners');
  const one = core.followUps[0]!;
  core.followUps.splice(0, core.followUps.length, ...Array.from({ length: 20 }, (_, at) => ({ ...one, id: 900 + at, subject: `Pendiente ${at}.` })));
  location.hash = '/';
  const owed = page.getByRole('region', { name: 'Seguimientos' }).getByRole('listitem');
  await expect.poll(() => owed.all().length).toBe(8);
  await expect.element(page.getByText('Pendiente 8.')).not.toBeInTheDocument();
  await owed.first().getByRole('button').click();
  await expect.element(page.getByText('Pendiente 8.')).toBeVisible();
  await expect.element(page.getByRole('heading', { name: /A quién llamar/ })).toBeVisible();
});

test('what the host said with the page is drawn without a question, and the day asked once behind it', async () => {
  const core = await openWindow('/', {}, (one) => sayFirst(one));
  await expect.element(page.getByRole('region', { name: 'Seguimientos' }).getByRole('listitem').first()).toBeVisible();
  await expect.element(page.getByRole('option', { name: /Carlos Méndez/ })).toBeVisible();
  // Whom to call takes longest: asked behind the rest.
  await expect.element(page.getByRole('heading', { name: /A quién llamar/ })).toBeVisible();
  expect(core.calledWith('insights_list')).toHaveLength(1);
  expect(core.calledWith('today_get')).toHaveLength(1);
  await expect.element(page.getByRole('navigation').getByText('400')).toBeVisible();
  await settled();
  expect(core.calls.map(({ command }) => command)).not.toEqual(expect.arrayContaining([expect.stringMatching(/search_find|session_status/)]));
  announce(['owners']);
  await expect.poll(() => core.calledWith('today_get').length).toBe(2);
  // What was said is the first picture's alone.
  location.hash = '/owners';
  await expect.element(page.getByRole('grid')).toBeVisible();
  location.hash = '/';
  await expect.poll(() => core.calledWith('today_get').length).toBe(3);
  expect(core.calledWith('search_find').length).toBeGreaterThan(0);
});

test('what is typed at once is answered before the day is drawn, which waits for no answer that never comes', async () => {
  let answer: (found: Answer) => void = () => undefined;
  for (const isAnswered of [true, false]) {
    const drawn: string[] = [];
    const watch = new MutationObserver(() => {
      for (const [what, sign] of [['hits', '[role=option] mark'], ['day', '[aria-labelledby=follow-ups]']] as const) {
        if (document.querySelector(sign) && !drawn.includes(what)) drawn.push(what);
      }
    });
    watch.observe(document.body, { childList: true, subtree: true });
    await openWindow('/', {}, (core) => {
      sayFirst(core);
      const found = core.answer('search_find', { text: '4567' }) as Answer;
      core.answers = { search_find: () => new Promise<Answer>((done) => (answer = done)) };
      search.type('4567');
      if (isAnswered) setTimeout(() => answer(found), 60);
    });
    await expect.poll(() => drawn.at(-1)).toBe('day');
    expect(drawn).toEqual(isAnswered ? ['hits', 'day'] : ['day']);
    watch.disconnect();
    await closeWindow();
  }
});

test('a long day is drawn as far as one looks', async () => {
  const core = await openWindow('/owners');
  const one = core.bookings.find((booking) => booking.startsOn === today)!;
  core.bookings.push(...Array.from({ length: 120 }, (_, at) => ({ ...one, id: 1000 + at, petName: `Paciente ${at}`, startsMinute: 600 + at })));
  location.hash = '/';
  await expect.element(page.getByText('Paciente 0', { exact: true })).toBeVisible();
  await expect.element(page.getByText('Paciente 119')).not.toBeInTheDocument();
  await expect.poll(() => {
    [...document.querySelectorAll('section[aria-labelledby=appointments] li')].at(-1)?.scrollIntoView();
    return document.body.textContent?.includes('Paciente 119');
  }).toBe(true);
});

test('beside a list stands what an owner is used to and what happened lately, and of nobody what did not', async () => {
  await openWindow('/follow-ups');
  await page.getByRole('tab', { name: 'Hoy' }).click();
  await row(/Resultado de la química/).click();
  const brief = page.getByRole('region', { name: 'Resumen de María García' });
  await expect.element(brief).toHaveTextContent('Viene cada 62 días.');
  await expect.element(brief.getByRole('heading', { name: 'Lo último' })).toBeVisible();
  await expect.element(brief.getByRole('listitem').last()).toHaveTextContent('Preguntó por la limpieza dental');
  await expect.element(brief).toHaveTextContent('1,938.00');
  await page.getByRole('tab', { name: 'Vencidos' }).click();
  await row(/Resultado de la citología/).click();
  await expect.element(page.getByRole('region', { name: 'Resumen de Carlos Méndez' })).toBeVisible();
  await expect.element(page.getByRole('heading', { name: 'Lo último' })).not.toBeInTheDocument();
});
