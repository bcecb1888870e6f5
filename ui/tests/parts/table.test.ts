import { afterEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { cleanup, render } from 'vitest-browser-svelte';

import { moved, toggled } from '$lib/parts/table';

import TableOfNames from './TableOfNames.svelte';

afterEach(() => cleanup());

const names = Array.from({ length: 500 }, (_, index) => ({ id: index + 1, name: `Dueño ${index + 1}` }));
const focusedRow = () => document.activeElement?.getAttribute('aria-rowindex');

async function shown(props: Record<string, unknown> = {}) {
  const heard = { onopen: vi.fn(), onpeek: vi.fn(), onsort: vi.fn(), onselect: vi.fn(), onend: vi.fn() };
  await render(TableOfNames, { names, ...heard, ...props });
  await page.getByRole('gridcell', { name: 'Dueño 1', exact: true }).first().click();
  return heard;
}

test('draws the rows in sight and tells how many there are', async () => {
  await shown();
  expect(document.querySelectorAll('[role=row]').length).toBeLessThan(80);
  await expect.element(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '501');
});

test('the arrows move the active row and the focus with it', async () => {
  await shown();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
  await expect.poll(focusedRow).toBe('3');
  await userEvent.keyboard('{End}');
  await expect.poll(focusedRow).toBe('501');
  await userEvent.keyboard('{Home}');
  await expect.poll(focusedRow).toBe('2');
});

test('Enter opens, Space peeks', async () => {
  const { onopen, onpeek } = await shown();
  await userEvent.keyboard('{ArrowDown}{Enter}');
  expect(onopen).toHaveBeenCalledExactlyOnceWith(names[1]);
  await userEvent.keyboard(' ');
  expect(onpeek).toHaveBeenCalledExactlyOnceWith(names[1]);
});

test('Ctrl Space marks a row, Shift and an arrow mark on, Ctrl A marks all', async () => {
  const { onselect } = await shown({ selected: new Set([7]) });
  await userEvent.keyboard('{Control>} {/Control}');
  expect(onselect).toHaveBeenLastCalledWith(new Set([7, 1]));
  await userEvent.keyboard('{Shift>}{ArrowDown}{/Shift}');
  expect(onselect).toHaveBeenLastCalledWith(new Set([7, 1, 2]));
  await userEvent.keyboard('{Control>}a{/Control}');
  expect(onselect.mock.lastCall?.[0]).toHaveLength(500);
});

test('a heading sorts, names upwards first and figures downwards', async () => {
  const { onsort } = await shown({ sort: { key: 'name', descending: false } });
  await page.getByRole('button', { name: 'Gasto' }).click();
  expect(onsort).toHaveBeenLastCalledWith({ key: 'spent', descending: true });
  await page.getByRole('button', { name: 'Nombre' }).click();
  expect(onsort).toHaveBeenLastCalledWith({ key: 'name', descending: true });
  await expect.element(page.getByRole('columnheader', { name: 'Nombre' })).toHaveAttribute('aria-sort', 'ascending');
});

test('the end of the list asks for more', async () => {
  const { onend } = await shown();
  await userEvent.keyboard('{End}');
  await expect.poll(() => onend.mock.calls.length).toBeGreaterThan(0);
});

test('where a key moves to', () => {
  expect(moved('ArrowDown', 3, 4, 10)).toBe(3);
  expect(moved('PageUp', 3, 4, 10)).toBe(0);
  expect(moved('x', 0, 4, 10)).toBeUndefined();
  expect(moved('End', 0, 0, 10)).toBeUndefined();
  expect(toggled(new Set([1, 2]), 2)).toEqual(new Set([1]));
});
