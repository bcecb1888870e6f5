import { afterEach, expect, test } from 'vitest';
import type { Channel } from '@tauri-apps/api/core';
import { emit } from '@tauri-apps/api/event';
import { page, userEvent } from 'vitest/browser';

import type { Step } from '$lib/api/commands';
import { addDays } from '$lib/words/days';
import { preferences } from '$lib/state/preferences.svelte';
import { session } from '$lib/state/session.svelte';
import { reportChoice } from '$routes/reports/choice.svelte';
import { leaf, periodNames, periodOf } from '$routes/reports/periods';

import { today } from '../double/people';
import { importSummary } from '../double/summary';
import { closeWindow, openWindow, settled } from '../window';

afterEach(async () => {
  await closeWindow();
  reportChoice.forget();
});

test('conditions read as a sentence and narrow the list', async () => {
  const core = await openWindow('/owners');
  await settled();
  await userEvent.keyboard('{Control>}f{/Control}');
  await page.getByRole('button', { name: 'Riesgo de irse' }).click();
  await page.getByRole('checkbox', { name: 'Alto' }).click();
  await page.getByRole('button', { name: 'Aplicar' }).click();
  await expect.element(page.getByRole('group', { name: 'Filtros' })).toHaveTextContent(/Dueños.*con riesgo\s*alto/);
  expect(core.calledWith('owners_page').at(-1)).toMatchObject({ query: { filters: { risks: ['high'] }, cursor: null } });
  await page.getByRole('button', { name: 'Quitar la condición: Riesgo de irse' }).click();
  await expect.poll(() => core.calledWith('owners_page').at(-1)).toMatchObject({ query: { filters: { risks: [] } } });
});

test('marked owners are summed by the core', async () => {
  await openWindow('/owners');
  await page.getByRole('button', { name: 'Gasto $' }).click();
  await page.getByRole('checkbox', { name: 'Seleccionar a Refugio Patitas del Mar' }).click();
  await page.getByRole('checkbox', { name: 'Seleccionar a Roberto Sánchez' }).click();
  await expect.element(page.getByText('$52,740.50')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => page.getByText('$52,740.50').query()).toBeNull();
});

test('an import is tried, its counts add up, then it is done', async () => {
  const core = await openWindow('/import');
  await page.getByRole('button', { name: 'Elegir carpeta' }).click();
  await expect.element(page.getByText('La prueba no escribe nada')).toBeVisible();
  await expect.element(page.getByText('4,502')).toBeVisible();
  await expect.element(page.getByText('Esa fecha no existe')).toBeVisible();
  await page.getByRole('button', { name: 'Importar', exact: true }).click();
  await expect.element(page.getByText('Se importaron 115 filas')).toBeVisible();
  await expect.element(page.getByText('owners.csv: columnas que no conozco, guardadas con cada fila: shoes')).toBeVisible();
  await expect.element(page.getByText('owners.csv: leído como windows-1252')).toBeVisible();
  await expect.element(page.getByText('No se leyeron, porque no los conozco: leeme.txt')).toBeVisible();
  expect(core.calledWith('transfer_import')).toHaveLength(2);
});

test('what a file leaves open is asked, and the answer goes along', async () => {
  const core = await openWindow('/import', {
    answers: {
      transfer_import: ({ isTrial, options }: { isTrial: boolean; options: { dateOrder: string | null } }) => {
        if (options.dateOrder === null) throw { code: 'ambiguous_dates', field: 'birth_date', detail: 'owners.csv: line 3' };
        return { value: importSummary(isTrial), changed: [], change: null };
      },
    },
  });
  await page.getByRole('button', { name: 'Elegir carpeta' }).click();
  await expect.element(page.getByRole('heading', { name: '¿En qué orden están las fechas de «birth_date»?' })).toBeVisible();
  await expect.element(page.getByText('owners.csv: line 3')).toBeVisible();
  await page.getByRole('button', { name: '31/10/2026: primero el día' }).click();
  await expect.element(page.getByText('4,502')).toBeVisible();
  await page.getByRole('button', { name: 'Importar', exact: true }).click();
  await expect.poll(() => core.calledWith('transfer_import').length).toBe(3);
  expect(JSON.stringify(core.calledWith('transfer_import').at(-1))).toContain('"dateOrder":"dmy"');
});

test('a running import can be cancelled and says so', async () => {
  let refuse: ((error: unknown) => void) | undefined;
  const core = await openWindow('/import', {
    answers: {
      transfer_import: () => new Promise((_, no) => (refuse = no)),
      works_cancel: () => {
        refuse?.({ code: 'cancelled', field: null, detail: '' });
        return null;
      },
    },
  });
  await page.getByRole('button', { name: 'Elegir carpeta' }).click();
  await expect.element(page.getByRole('progressbar')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByText('Se canceló; no quedó rastro')).toBeVisible();
  expect(core.calledWith('works_cancel')).toHaveLength(1);
});

const asked = (core: { calledWith: (command: string) => unknown[] }) => JSON.stringify(core.calledWith('reports_pages').at(-1));

test('the period of a report is chosen and leafed through, and the pages follow', async () => {
  const core = await openWindow('/reports');
  await page.getByRole('combobox', { name: 'Periodo' }).selectOptions('Un mes');
  await page.getByRole('button', { name: 'Periodo anterior' }).click();
  await expect.poll(() => asked(core)).toContain('"from":"2025-10-01","to":"2025-10-31"');
  await page.getByRole('combobox', { name: 'Periodo' }).selectOptions('Otras fechas…');
  await page.getByRole('textbox', { name: 'Desde' }).fill('1 sep');
  await expect.poll(() => asked(core)).toContain('"from":"2025-09-01","to":"2025-10-31"');
  await userEvent.keyboard('{Control>}p{/Control}');
  await expect.element(page.getByText('Se guardó clientes-2025-11.pdf')).toBeVisible();
});

test('another report is asked for the same days, with what it can be narrowed to', async () => {
  const core = await openWindow('/reports');
  await page.getByRole('combobox', { name: 'Periodo' }).selectOptions('Una semana');
  await page.getByRole('radiogroup').getByText('Citas', { exact: true }).click();
  await page.getByRole('combobox', { name: 'Solo con', exact: true }).selectOptions('Dra. Marisol Nava');
  await page.getByRole('combobox', { name: 'Comparar con' }).selectOptions('Lo mismo del año anterior');
  await expect.poll(() => asked(core)).toContain('"kind":"appointments"');
  await expect.poll(() => asked(core)).toContain('"from":"2025-11-17","to":"2025-11-17","compare":"last_year","grain":null,"only":{"segment":null,"tag":null,"source":null,"staff":7,"category":null}');
  // A filter that means nothing in a report is not in force there.
  await page.getByRole('radiogroup').getByText('Retención', { exact: true }).click();
  await expect.poll(() => asked(core)).toContain('"kind":"retention"');
  expect(asked(core)).toContain('"staff":null');
});

test('all reports of the month are saved as one file, and figures for Excel', async () => {
  const core = await openWindow('/reports');
  await page.getByRole('button', { name: 'Más formas de guardar' }).click();
  await page.getByRole('menuitem', { name: 'Guardar Excel' }).click();
  await expect.element(page.getByText('Se guardó clientes-2025-11.xlsx')).toBeVisible();
  await page.getByRole('button', { name: 'Más formas de guardar' }).click();
  await page.getByRole('menuitem', { name: /Todos los reportes del mes/ }).click();
  await expect.element(page.getByText('Se guardó reportes-2025-11.pdf')).toBeVisible();
  expect(JSON.stringify(core.calledWith('reports_save_month').at(-1))).toContain('"month":"2025-11-17"');
});

test('while the person is asked for a place nothing is under way', async () => {
  const core = await openWindow('/reports');
  await expect.element(page.getByRole('button', { name: /Guardar PDF/ })).toBeEnabled();
  let begin = () => {};
  let end = () => {};
  core.answers = {
    reports_save_pdf: ({ progress }: { progress: Channel<Step> }) =>
      new Promise((done) => {
        begin = () => progress.onmessage({ phase: 'progress.report_counting', done: 0, total: 0 });
        end = () => done('clientes-2025-11.pdf');
      }),
  };
  await page.getByRole('button', { name: /Guardar PDF/ }).click();
  await new Promise((done) => setTimeout(done, 800));
  expect(page.getByRole('progressbar').query()).toBeNull();
  begin();
  await expect.element(page.getByRole('progressbar', { name: 'Sumando' })).toBeVisible();
  end();
  await expect.element(page.getByText('Se guardó clientes-2025-11.pdf')).toBeVisible();
  expect(page.getByRole('progressbar').query()).toBeNull();
});

test('an export shows how far it is once it has a folder', async () => {
  const core = await openWindow('/import');
  let begin = () => {};
  core.answers = {
    transfer_export: ({ progress }: { progress: Channel<Step> }) =>
      new Promise((done) => {
        begin = () => progress.onmessage({ phase: 'progress.exporting', done: 1, total: 2 });
        end = () => done(null);
      }),
  };
  let end = () => {};
  await page.getByRole('button', { name: 'Exportar todo' }).click();
  await expect.element(page.getByRole('button', { name: 'Exportar todo' })).toBeDisabled();
  expect(page.getByRole('button', { name: 'Cancelar' }).query()).toBeNull();
  begin();
  await expect.element(page.getByRole('progressbar', { name: 'Exportando' })).toBeVisible();
  end();
  await expect.element(page.getByRole('button', { name: 'Exportar todo' })).toBeEnabled();
});

test('a period that ends before it begins is not asked for', async () => {
  const core = await openWindow('/reports');
  await page.getByRole('combobox', { name: 'Periodo' }).selectOptions('Otras fechas…');
  await settled();
  const before = core.calledWith('reports_pages').length;
  await page.getByRole('textbox', { name: 'Desde' }).fill('31/12/2025');
  await expect.element(page.getByText('El final va antes que el principio.')).toBeVisible();
  expect(core.calledWith('reports_pages')).toHaveLength(before);
});

test('what is chosen is remembered on this PC, whatever stands in its store', async () => {
  await openWindow('/reports');
  await page.getByRole('radiogroup').getByText('Productos', { exact: true }).click();
  expect(localStorage.getItem('huella.reports')).toContain('"kind":"products"');
});

test.each(periodNames.filter((name) => name !== 'own'))('%s is a period with both its days', (name) => {
  const { from, to } = periodOf(name, today, today);
  expect(from <= to).toBe(true);
  expect(to <= today).toBe(true);
  if (name === 'last12Months') expect(addDays(from, 364)).toBe(to);
});

test.each([
  ['week', '2025-11-10', '2025-11-16'],
  ['month', '2025-10-01', '2025-10-31'],
  ['quarter', '2025-07-01', '2025-09-30'],
  ['year', '2024-01-01', '2024-12-31'],
] as const)('one leafs back a whole %s', (name, from, to) => {
  const day = leaf(name, today, -1);
  expect(periodOf(name, day, today)).toEqual({ from, to });
  expect(periodOf(name, leaf(name, day, 1), today).to).toBe(today);
});

test('the window opens with the screen that was chosen, unless it is asked for another', async () => {
  const core = await openWindow('/settings');
  await page.getByRole('combobox', { name: 'Al abrir, mostrar' }).selectOptions('Tablero');
  await expect.poll(() => core.settings.startScreen).toBe('dashboard');
  const openAt = async (hash: string) => {
    session.settings = undefined;
    await settled();
    history.replaceState(null, '', hash);
    await session.begin();
    await settled();
    return location.hash;
  };
  expect(await openAt('#/')).toBe('#/dashboard');
  await expect.element(page.getByRole('heading', { name: 'Tablero', level: 1 })).toBeVisible();
  // So that at the next start its code is read first.
  expect(preferences.startScreen).toBe('dashboard');
  expect(await openAt('#/pets')).toBe('#/pets');
  core.settings.startScreen = 'today';
  expect(await openAt('#/')).toBe('#/');
  expect(preferences.startScreen).toBe('today');
});

test('how it looks changes at once and is kept at once', async () => {
  const core = await openWindow('/settings');
  await page.getByRole('textbox', { name: 'Nombre', exact: true }).fill('Veterinaria a medias');
  await page.getByRole('combobox', { name: 'Idioma' }).selectOptions('English');
  await expect.element(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  await expect.element(page.getByText('Settings saved')).toBeVisible();
  await page.getByRole('combobox', { name: 'Theme' }).selectOptions('Dark');
  expect(document.documentElement.dataset.theme).toBe('dark');
  await page.getByRole('combobox', { name: 'Text size' }).selectOptions('125 %');
  expect(document.documentElement.style.fontSize).toBe('125%');
  await expect.poll(() => core.settings).toMatchObject({ language: 'en', theme: 'dark', textSize: 125, clinicName: 'Veterinaria Arrecife' });

  // What is typed waits for its own saving.
  await expect.element(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Veterinaria a medias');
  await userEvent.keyboard('{Control>}s{/Control}');
  await expect.poll(() => core.settings.clinicName).toBe('Veterinaria a medias');
  await userEvent.keyboard('{Control>}1{/Control}');
  await expect.element(page.getByRole('navigation')).toHaveTextContent('Veterinaria a medias');
  expect(document.documentElement.dataset.theme).toBe('dark');
});

test('a look that could not be kept is taken back', async () => {
  await openWindow('/settings', {
    answers: {
      settings_update: () => {
        throw { code: 'disk_full', field: null, detail: '' };
      },
    },
  });
  await page.getByRole('combobox', { name: 'Tema' }).selectOptions('Oscuro');
  await expect.poll(() => document.documentElement.dataset.theme).toBe('light');
  await expect.element(page.getByRole('combobox', { name: 'Tema' })).toHaveValue('light');
});

test('logo, currency and zone are chosen and kept', async () => {
  const core = await openWindow('/settings', { answers: { settings_choose_logo: () => 'data:image/png;base64,iVBORw0KGgo=' } });
  await page.getByRole('button', { name: 'Logotipo: Elegir imagen' }).click();
  await expect.element(page.getByRole('img', { name: 'Logotipo' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Moneda' }).selectOptions('USD');
  await page.getByRole('combobox', { name: 'Zona horaria' }).selectOptions('America/Mexico City');
  await userEvent.keyboard('{Control>}s{/Control}');
  await expect.poll(() => core.settings).toMatchObject({ currency: 'USD', zone: 'America/Mexico_City', clinicLogo: 'data:image/png;base64,iVBORw0KGgo=' });
});

test('what is dropped on any screen is tried where imports are', async () => {
  const core = await openWindow('/owners');
  await settled();
  await emit('tauri://drag-enter');
  await emit('source-dropped', { source: { token: 7, name: 'noche.csv', files: [{ name: 'noche.csv', bytes: 10 }] } });
  await expect.element(page.getByText('La prueba no escribe nada')).toBeVisible();
  await expect.element(page.getByText('noche.csv', { exact: true })).toBeVisible();
  expect(core.calledWith('transfer_import')).toMatchObject([{ token: 7, isTrial: true }]);
});

test('an import taken back says what stayed, and lists it', async () => {
  await openWindow('/import');
  await page.getByRole('button', { name: 'Deshacer' }).last().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Deshacer' }).click();
  await expect.element(page.getByText('Se deshizo la importación de clinic-300. 2 registros se quedaron')).toBeVisible();
  await page.getByRole('button', { name: 'Ver cuáles' }).click();
  const dialog = page.getByRole('dialog', { name: 'Lo que se quedó' });
  await expect.element(dialog.getByText('María García')).toBeVisible();
  await expect.element(dialog.getByText('cambió después')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cerrar' }).last().click();
  await expect.element(dialog).not.toBeInTheDocument();
});
