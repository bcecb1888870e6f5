import { asFailure } from '$lib/api/call';
import { api } from '$lib/api/commands';
import type { Id } from '$lib/api/commands';

export interface OpenedRecord {
  id: Id;
  name: string;
}

/** What a new owner begins with: the text that found nobody. */
export interface Beginning {
  fullName?: string;
  phone?: string;
  email?: string;
}

/** A typed text as the field it most likely is. */
export function beginningOf(text: string): Beginning {
  const typed = text.trim();
  if (typed === '') return {};
  if (typed.includes('@')) return { email: typed };
  if (/^[\d\s+()-]+$/.test(typed)) return { phone: typed };
  return { fullName: typed };
}

/** What lies on the desk: the records opened last, and the form of a new owner. */
class Desk {
  #records = $state.raw<OpenedRecord[]>([]);
  newOwner = $state.raw<Beginning>();
  showsHelp = $state(false);
  /** An interaction is being logged over the screen: with whom, once that is chosen. */
  logging = $state.raw<{ owner: OpenedRecord | null }>();
  /** An appointment is being booked over the screen: for whom, where that is known. */
  booking = $state.raw<{ owner: OpenedRecord | undefined }>();
  /** The record that opens next begins with logging an interaction. */
  logsNext = false;

  opened(record: OpenedRecord): void {
    this.#records = [record, ...this.#records.filter((other) => other.id !== record.id)].slice(0, 2);
  }

  /** The record is no longer there. */
  gone(id: Id): void {
    this.#records = this.#records.filter((record) => record.id !== id);
  }

  /** Look the records up again: one may have another name by now, or be gone. */
  async refresh(): Promise<void> {
    for (const { id } of this.#records) {
      try {
        const { name } = (await api.ownersProfile(id)).owner;
        this.#records = this.#records.map((record) => (record.id === id ? { id, name } : record));
      } catch (error) {
        if (asFailure(error).code === 'not_found') this.gone(id);
      }
    }
  }

  /** The record to go back to: the one before the record shown, or the last one where none is shown. */
  previous(shown: Id | undefined): OpenedRecord | undefined {
    return this.#records.find((record) => record.id !== shown);
  }
}

export const desk = new Desk();
