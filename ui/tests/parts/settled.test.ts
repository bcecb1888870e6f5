import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { cleanup, render } from 'vitest-browser-svelte';

import SettledText from './SettledText.svelte';

afterEach(() => cleanup());

const longerThanAPause = () => new Promise((done) => setTimeout(done, 600));

async function shown(isOpen = true) {
  const heard = vi.fn<(text: string) => void>();
  const { unmount } = await render(SettledText, { isOpen, onsettled: heard });
  const input = document.querySelector('input');
  const type = (text: string) => {
    if (!input) throw new Error('no field');
    input.value = text;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    return new Promise((done) => setTimeout(done, 20));
  };
  return { heard, unmount, type };
}

test('what is typed is handed on once, after the pause, and not again when it is left', async () => {
  const { heard, unmount, type } = await shown();
  await type('M');
  await type('Ma');
  await type('María');
  expect(heard).not.toHaveBeenCalled();
  await expect.poll(() => heard.mock.calls).toEqual([['María']]);
  await unmount();
  await longerThanAPause();
  expect(heard).toHaveBeenCalledOnce();
});

test('what was typed last is handed on at once where it is left before the pause', async () => {
  const { heard, unmount, type } = await shown();
  await type('Mar');
  await type('María');
  await unmount();
  expect(heard.mock.calls).toEqual([['María']]);
  await longerThanAPause();
  expect(heard).toHaveBeenCalledOnce();
});

test('what was saved meanwhile is not handed on', async () => {
  const { heard, unmount, type } = await shown();
  await type('María');
  await page.getByRole('button').click();
  await longerThanAPause();
  await unmount();
  expect(heard).not.toHaveBeenCalled();
});

test('what is not yet anybody’s typing waits for nothing', async () => {
  const { heard, unmount, type } = await shown(false);
  await type('María');
  await longerThanAPause();
  await unmount();
  expect(heard).not.toHaveBeenCalled();
});
