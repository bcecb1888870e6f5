import type { Hit } from '$lib/api/commands';
import { chrome } from '$lib/state/chrome.svelte';
import { offeredCommands, type Command as Offered } from '$lib/state/commands';
import { beginningOf, desk } from '$lib/state/desk.svelte';
import { commandSign, search } from '$lib/state/search.svelte';
import { keyTable, shortcuts, type ShortcutAction } from '$lib/state/shortcuts';
import { t } from '$lib/words';
import { folded } from '$lib/words/folded';
import { navigate } from '$router';

import { sections } from './sections';

/** A line of the list under the box: an owner found, something to do, or the owner who is not there yet. */
export type Entry = { owner: Hit } | { command: Command } | { create: string };

export type Command = Offered;

export const listId = 'search-results';
export const optionId = (index: number) => `search-result-${index}`;

type Named = Exclude<ShortcutAction, `section${string}` | 'search' | 'previousPane' | 'back'>;
const isNamed = (action: ShortcutAction): action is Named =>
  !action.startsWith('section') && action !== 'search' && action !== 'previousPane' && action !== 'back';

/** What the screen offers, every key that somebody answers now, and every place. */
function commands(): Command[] {
  const offered = offeredCommands();
  const named = new Set(offered.map((command) => command.keys));
  const actions = shortcuts.answered().filter((action) => isNamed(action) && !named.has(keyTable[action][0])) as Named[];
  return [
    ...offered,
    ...actions.map((action) => ({ label: `keys.${action}` as const, keys: keyTable[action][0], run: () => shortcuts.run(action) })),
    ...sections.map((section, index) => ({
      label: section.label,
      ...(index < 9 ? { keys: `Ctrl+${index + 1}` } : {}),
      run: () => void navigate(section.path),
    })),
  ];
}

/** What can be done whose name, or a word of it, begins like the text: from the second letter on, or behind the sign. */
export function commandsFor(text: string): Command[] {
  const isAsked = text.startsWith(commandSign);
  const wanted = folded(text.replace(commandSign, '').trim());
  if (!isAsked && wanted.length < 2) return [];
  return commands().filter((command) => {
    const label = folded(t(command.label));
    return label.startsWith(wanted) || label.split(' ').some((word) => word.startsWith(wanted));
  });
}

/** The list as it stands: made once for each answer, however often it is asked for. */
class List {
  readonly entries = $derived.by((): Entry[] => {
    const text = search.answered;
    const found: Entry[] = search.hits.map((owner) => ({ owner }));
    if (text === '') return found;
    const doable = commandsFor(text).map((command) => ({ command }));
    return text.startsWith(commandSign) ? doable : [...found, ...doable, { create: text }];
  });
}

const list = new List();

/** In the order of the arrows: sure hits first, similar ones behind them. */
export const entries = (): Entry[] => list.entries;

/** The keyboard leaves the box for the screen; a list there takes it from here. */
export function leaveTheBox(): void {
  document.querySelector('main')?.focus();
}

/** The keyboard goes to the screen: to the box where that lies on it. */
export function toTheScreen(): void {
  const box = document.querySelector<HTMLElement>('[role=search] [role=combobox]');
  if (chrome.docked && box) box.focus();
  else leaveTheBox();
}

/** Do what a line of the list stands for. */
export function choose(entry: Entry | undefined): void {
  if (entry === undefined) return;
  const text = search.text;
  search.clear();
  if ('owner' in entry) {
    leaveTheBox();
    void navigate('/owners/:id', { params: { id: String(entry.owner.ownerId) } });
    return;
  }
  toTheScreen();
  if ('command' in entry) entry.command.run();
  else desk.newOwner = beginningOf(text);
}
