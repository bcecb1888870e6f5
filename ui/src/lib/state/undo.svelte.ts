import { asFailure, complain } from '$lib/api/call';
import { api, type Done, type Kept, type Undoable, type UndoState, type Undone } from '$lib/api/commands';
import { t, word } from '$lib/words';

import { announce } from './changes';
import { toasts } from './toasts.svelte';
import { inTurn } from './turns';

/** A change in words: "editar dueño: María García". */
export function nameOf(change: Undoable): string {
  const action = word('action', change.action.replace(/^action\./, ''));
  return change.subject ? `${action}: ${change.subject}` : action;
}

/** The action of an import, which nothing but its file does again. */
export const IMPORT = 'transfer_import';

/** What can be taken back, and what can be done again. */
class Undo {
  status = $state.raw<UndoState>({ undo: null, redo: null });
  /** What an import's undo left, while a person looks at it. */
  kept = $state.raw<Kept>();
  /** An import that is about to be taken back, once a person says so. */
  asked = $state.raw<{ name: string; run: () => void }>();

  async refresh(): Promise<void> {
    this.status = await api.undoStatus();
  }

  /** Of two keys in a row the second looks at what the first left. */
  undo(): Promise<void> {
    return inTurn('undo', async () => {
      // Which change is the last may have changed since.
      await this.refresh().catch(() => undefined);
      const last = this.status.undo;
      if (last?.action === IMPORT) this.ask(last.subject, () => this.#undo());
      else await this.#undo();
    });
  }

  /** Asks whether an import is to be taken back. */
  ask(name: string, run: () => Promise<void>): void {
    this.asked = { name, run: () => void inTurn('undo', run) };
  }

  #undo(): Promise<void> {
    return this.#turn(api.undoLast, (what) => t('actions.undone', { what }), {
      label: t('actions.redo'),
      keys: 'Ctrl+Shift+Z',
      run: () => void this.redo(),
    });
  }

  redo(): Promise<void> {
    const back = { label: t('actions.undo'), keys: 'Ctrl+Z', run: () => void this.undo() };
    return inTurn('undo', () => this.#turn(api.redoLast, (what) => t('actions.redone', { what }), back));
  }

  async #turn(
    command: () => Promise<Done<Undone>>,
    said: (what: string) => string,
    back: { label: string; keys: string; run: () => void },
  ): Promise<void> {
    try {
      const done = await command();
      this.said(done, said(nameOf(done.value)), done.change === null ? undefined : back);
    } catch (error) {
      const isRedo = command === api.redoLast && asFailure(error).code === 'nothing_to_undo';
      if (isRedo) toasts.trouble(t('actions.nothingToRedo'));
      else complain(error);
    }
    await this.refresh();
  }

  /** Tell the screens, and say what was undone; what stayed of an import is a click away. */
  said(done: Done<Undone>, text: string, back?: { label: string; keys: string; run: () => void }): void {
    announce(done.changed);
    const { kept } = done.value;
    if (kept.count === 0) {
      toasts.done(text, back);
      return;
    }
    toasts.done(`${text}. ${t('actions.keptSome', { count: kept.count })}`, {
      label: t('actions.showKept'),
      run: () => (this.kept = kept),
    });
  }
}

export const undo = new Undo();

/**
 * Wait for a write, tell the screens what changed and say that it is saved, with its undo. A refusal is said too, and
 * gives nothing.
 */
export async function saving<T>(write: Promise<Done<T>>, said: string | ((value: T) => string) = t('actions.saved')): Promise<Done<T> | undefined> {
  try {
    const done = await write;
    announce(done.changed);
    const text = typeof said === 'string' ? said : said(done.value);
    if (done.change === null) toasts.done(text);
    else toasts.done(text, { label: t('actions.undo'), keys: 'Ctrl+Z', run: () => void undo.undo() });
    void undo.refresh();
    return done;
  } catch (error) {
    complain(error);
    return undefined;
  }
}
