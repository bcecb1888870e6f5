import { complain } from '$lib/api/call';
import { api } from '$lib/api/commands';
import type { Booking } from '$lib/api/commands';
import { Latest } from '$lib/state/latest';
import { addDays, weekday, type Day } from '$lib/words/days';

export type AgendaView = 'day' | 'week';

/** The agenda as it was left: its day, and whether the whole week is shown. */
class Agenda {
  view = $state<AgendaView>('day');
  /** The day shown, or one of the week shown; nothing means today. */
  chosen = $state<Day>();
  bookings = $state.raw<Booking[]>([]);
  active = $state(0);
  isRead = $state(false);
  #latest = new Latest();

  /** The first and the last day shown. */
  span(today: Day): [Day, Day] {
    const day = this.chosen ?? today;
    if (this.view === 'day') return [day, day];
    const monday = addDays(day, -weekday(day));
    return [monday, addDays(monday, 6)];
  }

  step(direction: 1 | -1, today: Day): void {
    this.chosen = addDays(this.chosen ?? today, direction * (this.view === 'day' ? 1 : 7));
    this.active = 0;
  }

  async load(from: Day, to: Day): Promise<void> {
    try {
      const found = await this.#latest.of(() => api.appointmentsBetween(from, to));
      if (!found) return;
      this.bookings = found.value;
      this.active = Math.min(this.active, Math.max(0, found.value.length - 1));
      this.isRead = true;
    } catch (error) {
      complain(error);
    }
  }
}

export const agenda = new Agenda();
