import type { Hit } from '$lib/api/commands';
import { beginningOf, desk } from '$lib/state/desk.svelte';
import { search } from '$lib/state/search.svelte';
import { t, type WordKey } from '$lib/words';
import { navigate } from '$router';

/** A line of the list under the box: an owner found, a place of the program, or the owner who is not there yet. */
export type Entry = { owner: Hit } | { command: Command } | { create: string };

export interface Command {
  label: WordKey;
  run: () => void;
}

export const listId = 'search-results';
export const optionId = (index: number) => `search-result-${index}`;

const commands: readonly Command[] = [
  { label: 'shell.today', run: () => void navigate('/') },
  { label: 'shell.owners', run: () => void navigate('/owners') },
  { label: 'shell.reports', run: () => void navigate('/reports') },
  { label: 'shell.import', run: () => void navigate('/import') },
  { label: 'shell.settings', run: () => void navigate('/settings') },
  { label: 'keys.title', run: () => (desk.showsHelp = true) },
];

const folded = (text: string) => text.toLowerCase().normalize('NFD').replaceAll(/\p{Diacritic}/gu, '');

/** Commands whose name begins like the text, from the second letter on. */
export function commandsFor(text: string): Command[] {
  const wanted = folded(text.trim());
  return wanted.length < 2 ? [] : commands.filter((command) => folded(t(command.label)).startsWith(wanted));
}

/** The list as it stands, in the order of the arrows. */
export function entries(): Entry[] {
  const text = search.text.trim();
  const found: Entry[] = search.hits.map((owner) => ({ owner }));
  if (text === '') return found;
  return [...found, ...commandsFor(text).map((command) => ({ command })), { create: text }];
}

/** Do what a line of the list stands for. */
export function choose(entry: Entry | undefined): void {
  if (entry === undefined) return;
  const text = search.text;
  search.clear();
  if (!('create' in entry)) document.querySelector('main')?.focus();
  if ('owner' in entry) void navigate('/owners/:id', { params: { id: String(entry.owner.ownerId) } });
  else if ('command' in entry) entry.command.run();
  else desk.newOwner = beginningOf(text);
}
