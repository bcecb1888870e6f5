export interface Toast {
  id: number;
  text: string;
  /** What went wrong stays until it is closed. */
  kind: 'done' | 'trouble';
  detail?: string;
  action?: { label: string; keys?: string; run: () => void };
}

const secondsShown = 7;

/** Short messages at the foot of the window: what was done, with its undo; what went wrong. */
class Toasts {
  #list = $state.raw<Toast[]>([]);
  #next = 1;
  #timers = new Map<number, ReturnType<typeof setTimeout>>();

  get list(): readonly Toast[] {
    return this.#list;
  }

  done(text: string, action?: Toast['action']): void {
    this.#show({ text, kind: 'done', ...(action ? { action } : {}) });
  }

  trouble(text: string, detail?: string): void {
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
