import { onDestroy } from 'svelte';

/** Every key of the window and what it does: the table of the help, and the only place where keys are named. */
export const keyTable = {
  search: ['F2', 'Ctrl+K'],
  newOwner: ['Ctrl+N'],
  newPet: ['Ctrl+Shift+M'],
  interaction: ['Ctrl+I'],
  filter: ['Ctrl+F'],
  save: ['Ctrl+S'],
  saveAndNext: ['Ctrl+Enter'],
  back: ['Escape'],
  undo: ['Ctrl+Z'],
  redo: ['Ctrl+Shift+Z', 'Ctrl+Y'],
  pdf: ['Ctrl+P'],
  csv: ['Ctrl+E'],
  nextPane: ['F6'],
  previousPane: ['Shift+F6'],
  help: ['F1'],
  lastRecord: ['F4'],
  section1: ['Ctrl+1'],
  section2: ['Ctrl+2'],
  section3: ['Ctrl+3'],
  section4: ['Ctrl+4'],
  section5: ['Ctrl+5'],
  section6: ['Ctrl+6'],
  section7: ['Ctrl+7'],
  section8: ['Ctrl+8'],
  section9: ['Ctrl+9'],
} as const satisfies Record<string, readonly string[]>;

export type ShortcutAction = keyof typeof keyTable;

/** Keys the webview would act on by itself: print, find, reload, new window, history. */
const webviewKeys = new Set([
  'Ctrl+P', 'Ctrl+F', 'Ctrl+G', 'Ctrl+R', 'Ctrl+Shift+R', 'Ctrl+N', 'Ctrl+O', 'Ctrl+S', 'Ctrl+J', 'Ctrl+H', 'Ctrl+U',
  'Ctrl+E', 'Ctrl+K', 'Ctrl+L', 'F1', 'F3', 'F5', 'F7', 'Ctrl+F5', 'Alt+ArrowLeft', 'Alt+ArrowRight', 'BrowserBack',
]);

/** The keys of an event in the order of the table: `Ctrl+Shift+Z`. */
export function chord(event: KeyboardEvent): string {
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  const key = digit !== undefined && event.ctrlKey ? digit : event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const control = event.ctrlKey || event.metaKey ? 'Ctrl+' : '';
  return `${control}${event.altKey ? 'Alt+' : ''}${event.shiftKey ? 'Shift+' : ''}${key}`;
}

const actionOf: Partial<Record<string, ShortcutAction>> = Object.fromEntries(
  Object.entries(keyTable).flatMap(([action, keys]) => keys.map((key) => [key, action as ShortcutAction])),
);

/** Inside a field these belong to the field. */
const ofTheField = new Set<ShortcutAction>(['undo', 'redo']);

function isField(target: EventTarget | null): boolean {
  // In an empty one there is nothing of its own to take back: what was just saved from it is meant.
  if ((target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) && target.value === '') return false;
  return target instanceof HTMLElement && (target.matches('input, textarea') || target.isContentEditable);
}

interface Entry {
  action: ShortcutAction;
  layer: number;
  run: () => unknown;
}

/** Who answers which key now. A dialog is a layer: while it is open, only what it registered answers. */
class Shortcuts {
  #entries: Entry[] = [];
  #layer = 0;

  /** Answer `action` until the returned function is called; the latest to register is asked first, `false` passes on. */
  on(action: ShortcutAction, run: Entry['run']): () => void {
    const entry = { action, run, layer: this.#layer };
    this.#entries.push(entry);
    return () => {
      this.#entries = this.#entries.filter((other) => other !== entry);
    };
  }

  /** Begin a layer; the returned function ends it. */
  enter(): () => void {
    this.#layer += 1;
    return () => {
      this.#layer -= 1;
    };
  }

  /** The actions that somebody answers now, in the order of the table. */
  answered(): ShortcutAction[] {
    const known = new Set(this.#entries.filter((entry) => entry.layer === this.#layer).map((entry) => entry.action));
    return (Object.keys(keyTable) as ShortcutAction[]).filter((action) => known.has(action));
  }

  /** Do what a key would do, without the key; whether somebody did. */
  run(action: ShortcutAction): boolean {
    return this.#entries
      .toReversed()
      .some((entry) => entry.action === action && entry.layer === this.#layer && entry.run() !== false);
  }

  listen(target: Window): () => void {
    const hear = (event: KeyboardEvent) => this.#hear(event);
    target.addEventListener('keydown', hear);
    return () => target.removeEventListener('keydown', hear);
  }

  #hear(event: KeyboardEvent): void {
    // 229: a key that an input method is still composing with.
    if (event.isComposing || event.keyCode === 229) return;
    const keys = chord(event);
    if (webviewKeys.has(keys)) event.preventDefault();
    // Outside of a field everything would be painted as chosen: the whole window, and nothing of it meant.
    if (keys === 'Ctrl+A' && !(event.target instanceof HTMLElement && event.target.matches('input, textarea'))) event.preventDefault();
    const action = actionOf[keys];
    if (action === undefined || event.defaultPrevented !== webviewKeys.has(keys)) return;
    if (ofTheField.has(action) && isField(event.target)) {
      // By itself not every engine takes back what was typed.
      document.execCommand(action);
      event.preventDefault();
      return;
    }
    if (this.run(action)) event.preventDefault();
  }
}

export const shortcuts = new Shortcuts();

/** Answer keys for as long as the component lives. Call it while the component is made. */
export function useShortcuts(answers: Partial<Record<ShortcutAction, Entry['run']>>): void {
  for (const [action, run] of Object.entries(answers)) {
    onDestroy(shortcuts.on(action as ShortcutAction, run));
  }
}
