import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';

import { closeWindow, openWindow } from '../window';

afterEach(closeWindow);

test('every number opens its rows, and every chart has a table', async () => {
  const core = await openWindow('/insights');
  await expect.element(page.getByRole('heading', { name: 'Indicadores' })).toBeVisible();
  await expect.element(page.getByText('Roberto Sánchez').first()).toBeVisible();
  await page.getByRole('button', { name: '47', exact: true }).click();
  await expect.poll(() => core.calledWith('insights_list').at(-1)?.['kind']).toBe('new_customers');
  await page.getByRole('button', { name: 'Tablas' }).click();
  await expect.element(page.getByRole('columnheader', { name: 'De', exact: true })).toBeVisible();
  await page.getByRole('button', { name: '731', exact: true }).first().click();
  const asked = () => core.calledWith('owners_page').at(-1)?.['query'] as { filters: { lifecycles: string[] } } | undefined;
  await expect.poll(() => asked()?.filters.lifecycles).toEqual(['at_risk']);
});
