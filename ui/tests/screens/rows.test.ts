import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';

import { reportChoice } from '$routes/reports/choice.svelte';
import { nearest } from '$lib/crm/links';

import { links, rowsPage } from '../double/dashboard';
import { reportPages } from '../double/paper';
import { closeWindow, openWindow } from '../window';

afterEach(async () => {
  await closeWindow();
  reportChoice.forget();
});

test('a figure of the preview opens its rows, by mouse and by keyboard, and a row leads to its owner', async () => {
  const core = await openWindow('/reports');
  await page.getByRole('button', { name: /^Ingreso neto/ }).click();
  await expect.element(page.getByText('4 filas')).toBeVisible();
  expect(core.calledWith('reports_rows').at(-1)).toMatchObject({ rows: links[0]?.rows, only: { tag: null }, after: null });
  await expect.element(page.getByRole('row', { name: /María García/ })).toHaveFocus();
  await userEvent.keyboard('{Control>}e{/Control}');
  await expect.element(page.getByText('Se guardó filas-2025-11-17.csv')).toBeVisible();
  expect(core.calledWith('reports_save_csv')).toHaveLength(0);
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByText('4 filas')).not.toBeInTheDocument();

  // The focus is back on the figure; from there the arrows lead to the next one.
  await expect.element(page.getByRole('button', { name: /^Ingreso neto/ })).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(page.getByRole('button', { name: /^Nuevos, Dueños/ })).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}{Enter}');
  await expect.element(page.getByRole('heading', { name: 'Activos, Dueños: 55' })).toBeVisible();
  await expect.element(page.getByRole('row', { name: /María García/ })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('heading', { name: 'María García', level: 1 })).toBeVisible();
});

test('a tile leads to its rows, and the page is saved', async () => {
  const core = await openWindow('/dashboard');
  await page.getByRole('button', { name: /^Ingreso del mes/ }).click();
  await expect.element(page.getByText('4 filas')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await userEvent.keyboard('{Control>}p{/Control}');
  await expect.element(page.getByText('Se guardó tablero-2025-11-17.pdf')).toBeVisible();
  await page.getByRole('button', { name: 'Tablas' }).click();
  await page.getByRole('button', { name: '84', exact: true }).first().click();
  await expect.poll(() => core.calledWith('reports_rows').length).toBe(2);
});

test('rows follow page by page as one scrolls', async () => {
  const many = (after: string | null) => ({
    ...rowsPage(after), count: 400, next: after === null ? 'b' : null,
    rows: Array.from({ length: 200 }, (_, at) => ({ ...rowsPage(after).rows[0]!, key: `${after ?? 'a'}:${at}` })),
  });
  const core = await openWindow('/dashboard', { answers: { reports_rows: ({ after }: { after: string | null }) => many(after) } });
  await page.getByRole('button', { name: /^Visitas: 312/ }).click();
  await expect.element(page.getByText('400 filas')).toBeVisible();
  await userEvent.keyboard('{End}');
  await expect.poll(() => core.calledWith('reports_rows').map((call) => call['after'])).toEqual([null, 'b']);
});

test('a long report shows how far it is and can be cancelled', async () => {
  let cancelled = 0;
  const never = () => new Promise<never>((_, reject) => { stop = () => reject({ code: 'cancelled' }); });
  let stop = () => {};
  await openWindow('/reports', { answers: { reports_pages: never, works_cancel: () => { cancelled += 1; stop(); return null; } } });
  await page.getByRole('button', { name: 'Cancelar' }).click();
  await expect.poll(() => cancelled).toBe(1);
  await expect.element(page.getByRole('button', { name: 'Cancelar' })).not.toBeInTheDocument();
});

test('keys move to the nearest figure in their direction, over pages', () => {
  const pages = reportPages(2).map((one, at) => (at === 1 ? { ...one, links: [links[1]!] } : one));
  expect(nearest(pages, { page: 0, link: 0 }, 'ArrowDown')).toEqual({ page: 0, link: 1 });
  expect(nearest(pages, { page: 0, link: 2 }, 'ArrowDown')).toEqual({ page: 1, link: 0 });
  expect(nearest(pages, { page: 1, link: 0 }, 'ArrowUp')).toEqual({ page: 0, link: 2 });
  expect(nearest(pages, { page: 0, link: 1 }, 'ArrowLeft')).toBeUndefined();
  expect(nearest(pages, { page: 0, link: 1 }, 'End')).toEqual({ page: 1, link: 0 });
  expect(nearest(pages, { page: 0, link: 0 }, 'x')).toBeUndefined();
});
