export interface Toast {
  id: number;
  text: string;
  /** What went wrong stays until it is closed, or something succeeds. */
  kind: 'done' | 'trouble';
  detail?: string;
  action?: { label: string; keys?: string; run: () => void };
}

const secondsShown = 7;

/** A trouble that stood for so long was seen. */
const secondsToSee = 2;

/** Short messages at the foot of the window: what was done, with its undo; what went wrong. */
class Toasts {
  #list = $state.raw<Toast[]>([]);
  #next = 1;
  #timers = new Map<number, ReturnType<typeof setTimeout>>();
  #troubleSince = 0;

  get list(): readonly Toast[] {
    return this.#list;
  }

  /** What succeeds after a trouble was seen ends it: often it is the same thing, tried again. */
  done(text: string, action?: Toast['action']): void {
    if (performance.now() - this.#troubleSince > secondsToSee * 1000) this.dismiss();
    this.#show({ text, kind: 'done', ...(action ? { action } : {}) });
  }

  trouble(text: string, detail?: string): void {
    this.#troubleSince = performance.now();
    this.#show({ text, kind: 'trouble', ...(detail ? { detail } : {}) });
  }

  /** What went wrong was read. */
  dismiss(): void {
    for (const toast of this.#list) if (toast.kind === 'trouble') this.close(toast.id);
  }

  close(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.#list = this.#list.filter((toast) => toast.id !== id);
  }

  /** While the pointer or the focus rests on a message, it stays. */
  hold(id: number): void {
    clearTimeout(this.#timers.get(id));
  }

  release(id: number): void {
    const toast = this.#list.find((one) => one.id === id);
    if (toast?.kind === 'done') this.#expire(id);
  }

  #show(toast: Omit<Toast, 'id'>): void {
    const id = this.#next++;
    // One message of each kind: a newer one replaces the older.
    for (const old of this.#list) if (old.kind === toast.kind) this.close(old.id);
    this.#list = [...this.#list, { ...toast, id }];
    if (toast.kind === 'done') this.#expire(id);
  }

  #expire(id: number): void {
    this.#timers.set(
      id,
      setTimeout(() => this.close(id), secondsShown * 1000),
    );
  }
}

export const toasts = new Toasts();
