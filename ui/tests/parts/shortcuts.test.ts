import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { chord, keyTable, shortcuts, type ShortcutAction } from '$lib/state/shortcuts';

let stop: (() => void)[] = [];
beforeEach(() => (stop = [shortcuts.listen(window)]));
afterEach(() => {
  for (const end of stop) end();
  document.body.replaceChildren();
});

function press(keys: string, more: KeyboardEventInit = {}, target: EventTarget = document.body): KeyboardEvent {
  const parts = keys.split('+');
  const key = parts.at(-1) ?? '';
  const event = new KeyboardEvent('keydown', {
    key: parts.includes('Shift') ? key : key.length === 1 ? key.toLowerCase() : key,
    code: /^\d$/.test(key) ? `Digit${key}` : '',
    ctrlKey: parts.includes('Ctrl'),
    shiftKey: parts.includes('Shift'),
    bubbles: true,
    cancelable: true,
    ...more,
  });
  target.dispatchEvent(event);
  return event;
}

const answer = (action: ShortcutAction, run: () => unknown = () => undefined) => {
  const heard = vi.fn(run);
  stop.push(shortcuts.on(action, heard));
  return heard;
};

describe('the keys', () => {
  const all = Object.entries(keyTable).flatMap(([action, keys]) => keys.map((key) => [key, action as ShortcutAction] as const));

  test.each(all)('%s is %s', (keys, action) => {
    const heard = answer(action);
    expect(press(keys).defaultPrevented).toBe(true);
    expect(heard).toHaveBeenCalledOnce();
  });

  test('no key means two things', () => {
    expect(new Set(all.map(([key]) => key)).size).toBe(all.length);
  });

  test.each(['Ctrl+P', 'Ctrl+F', 'Ctrl+R', 'F5', 'Ctrl+N'])('the webview never acts on %s', (keys) => {
    expect(press(keys).defaultPrevented).toBe(true);
  });

  test('nothing happens while an input method is composing', () => {
    const heard = answer('save');
    press('Ctrl+S', { isComposing: true });
    expect(heard).not.toHaveBeenCalled();
  });

  test('Ctrl Z inside a field is the field’s', () => {
    const heard = answer('undo');
    const field = document.createElement('input');
    field.value = 'algo';
    document.body.append(field);
    press('Ctrl+Z', {}, field);
    expect(heard).not.toHaveBeenCalled();
    press('Ctrl+Z');
    expect(heard).toHaveBeenCalledOnce();
  });

  test('an empty search box leaves Ctrl Z to the window', () => {
    const heard = answer('undo');
    const box = document.createElement('input');
    box.setAttribute('role', 'combobox');
    document.body.append(box);
    press('Ctrl+Z', {}, box);
    expect(heard).toHaveBeenCalledOnce();
    box.value = 'mar';
    press('Ctrl+Z', {}, box);
    expect(heard).toHaveBeenCalledOnce();
  });

  test('the latest to answer is asked first, and may pass on', () => {
    const first = answer('back');
    const second = answer('back', () => false);
    press('Escape');
    expect(second).toHaveBeenCalledOnce();
    expect(first).toHaveBeenCalledOnce();
  });

  test('a dialog hears only what it answers itself', () => {
    const below = answer('save');
    const leave = shortcuts.enter();
    const inside = answer('save');
    press('Ctrl+S');
    expect(below).not.toHaveBeenCalled();
    expect(inside).toHaveBeenCalledOnce();
    leave();
    press('Ctrl+S');
    expect(below).toHaveBeenCalledOnce();
  });

  test('a digit is known by its place on the keyboard', () => {
    expect(chord(new KeyboardEvent('keydown', { key: '&', code: 'Digit1', ctrlKey: true }))).toBe('Ctrl+1');
  });
});
