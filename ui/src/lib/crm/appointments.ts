import type { AppointmentStatus, Booking } from '$lib/api/commands';
import { api } from '$lib/api/commands';
import { saving } from '$lib/state/undo.svelte';
import { t, word, type WordKey } from '$lib/words';

const said: Record<AppointmentStatus, WordKey> = {
  completed: 'agenda.saidCompleted',
  no_show: 'agenda.saidNoShow',
  cancelled: 'agenda.saidCancelled',
  scheduled: 'agenda.saidReopened',
};

export const bookingName = (one: Booking) => one.petName ?? one.ownerName;
export const bookingWhat = (one: Booking) => one.service ?? word('visit', one.kind);

/** Say what became of an appointment, with its undo. */
export const settle = (one: Booking, status: AppointmentStatus) =>
  saving(api.appointmentsSettle(one.id, status), t(said[status], { name: bookingName(one) }));
