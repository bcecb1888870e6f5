import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';

import { upkeep } from '$lib/state/upkeep.svelte';

import { closeWindow, openWindow } from '../window';

afterEach(async () => {
  vi.restoreAllMocks();
  upkeep.hear({ phase: '', done: 0, total: 0, isOver: true });
  await closeWindow();
});

const bar = () => page.getByRole('progressbar', { name: 'Calculando cifras' });
const hear = (second: number, done: number, isOver = false) => {
  vi.spyOn(performance, 'now').mockReturnValue(second * 1000);
  upkeep.hear({ phase: 'progress.figures', done, total: 200, isOver });
};

test('figures that are computed quickly trouble nobody', async () => {
  await openWindow('/owners');
  hear(100, 0);
  hear(100.5, 150);
  expect(bar().query()).toBeNull();
  hear(101, 200, true);
  expect(bar().query()).toBeNull();
});

test('figures that take their time are a calm line, read aloud once, and gone when they are there', async () => {
  await openWindow('/owners');
  hear(100, 0);
  hear(102, 50);
  await expect.element(bar()).toHaveAttribute('aria-valuenow', '25');
  await expect.element(page.getByRole('status').filter({ hasText: 'Puedes seguir trabajando' })).toBeInTheDocument();
  hear(103, 100);
  await expect.element(bar()).toHaveAttribute('aria-valuenow', '50');
  hear(104, 200, true);
  await expect.poll(() => bar().query()).toBeNull();
});
