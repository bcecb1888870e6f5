import type { AppointmentKind, AppointmentStatus, Birthday, Booking, ConsentCell, FollowUp, TimelineEntry, TimelineRow, VaccinationDue } from '$lib/api/commands';

import { today } from './people';

const due = (id: number, ownerName: string, ownerId: number, petName: string, subject: string, on: string, minute: number | null): FollowUp => ({
  id, ownerId, ownerName, phone: null, petName, species: 'dog', breed: null, kind: 'call', subject, on, minute, daysLate: 0,
});

export const followUps: FollowUp[] = [
  due(1, 'Carlos Méndez', 2, 'Buddy', 'Resultado de la citología', '2025-11-14', null),
  due(2, 'Sarah Johnson', 3, 'Mittens', 'Opinión de 2 estrellas', '2025-11-16', null),
  due(3, 'María García', 1, 'Max', 'Resultado de la química', today, 600),
  due(4, 'Roberto Sánchez', 4, 'Thor', 'Confirmar ayuno de mañana', today, 690),
  due(5, 'Refugio Patitas del Mar', 5, 'Frida', 'Preguntar cómo sigue de la pata', today, 960),
];

const at = (id: number, startsMinute: number, ownerName: string, petName: string, kind: AppointmentKind, status: AppointmentStatus, service: string, overlaps = false): Booking => ({
  id, ownerId: id + 5, ownerName, phone: null, petId: id, petName, species: 'dog', serviceId: 1, service, kind, startsAt: 0, startsOn: today, startsMinute,
  durationMinutes: 30, status, staffId: 2, staffName: 'Dra. Ana Torres', reason: null, notes: null, overlaps,
});

export const bookings: Booking[] = [
  at(1, 510, 'Elena Tun', 'Luna', 'vaccination', 'completed', 'Vacuna'),
  at(2, 540, 'Rocío Balam', 'Simba', 'routine', 'completed', 'Revisión'),
  at(3, 570, 'Luis Ake', 'Rocky', 'routine', 'no_show', 'Revisión'),
  at(4, 600, 'Fabiola Cauich', 'Greta', 'surgery', 'scheduled', 'Preoperatorio'),
  at(5, 630, 'Ana Sofía Pech', 'Nala', 'vaccination', 'scheduled', 'Vacuna'),
  at(6, 660, 'Lucía Fernández', 'Copito', 'emergency', 'scheduled', 'Urgencia', true),
  at(7, 675, 'Patricia Noh', 'Toby', 'routine', 'scheduled', 'Revisión', true),
  at(8, 780, 'Diego Chan', 'Milo', 'boarding', 'scheduled', 'Hospedaje'),
];

const row = (on: string, entry: TimelineEntry, minute: number | null = null): TimelineRow => ({ on, minute, entry });

export const rows: TimelineRow[] = [
  row(today, { type: 'interaction', id: 1, kind: 'whatsapp', channel: 'whatsapp', direction: 'inbound', subject: '«¿Ya están los resultados de Max?»', notes: null, outcome: null, durationMinutes: null, sentiment: null, staffName: null, petName: null, followUpOn: today }, 552),
  row('2025-11-15', { type: 'appointment', id: 1, service: 'Revisión anual', kind: 'routine', status: 'completed', petName: 'Max', staffName: 'Dra. Ana Torres', reason: null, notes: '6.8 kg, sano; química sanguínea enviada' }, 600),
  row('2025-11-15', { type: 'invoice', id: 1, number: 'F-2318', status: 'paid', totalCents: 193_800, refundedCents: 0, paymentMethod: 'card', service: null, items: [{ name: 'Royal Canin Mini Adult, 4 kg', quantityMilli: 2000 }] }),
  row('2025-11-13', { type: 'message', id: 1, channel: 'whatsapp', direction: 'outbound', purpose: 'appointment_reminders', subject: null, body: 'Le recordamos la cita de Max el 15', status: 'sent', answeredAt: 1 }),
  row('2025-10-02', { type: 'interaction', id: 2, kind: 'call', channel: 'phone', direction: 'inbound', subject: 'Preguntó por la limpieza dental', notes: 'Pide cotización en enero', outcome: null, durationMinutes: 4, sentiment: 'positive', staffName: 'Karla Poot', petName: null, followUpOn: null }),
  row('2025-09-12', { type: 'vaccination', id: 1, vaccine: 'Séxtuple', petName: 'Max', dueOn: '2026-09-12', staffName: 'Dr. Iván Solís' }),
  row('2025-09-12', { type: 'order', id: 1, number: 'P-310', status: 'refunded', totalCents: 124_500, refundedCents: 24_500, paymentMethod: 'cash', items: [{ name: 'NexGard 4–10 kg', quantityMilli: 3000 }] }),
  row('2025-07-03', { type: 'appointment', id: 2, service: 'Vacuna', kind: 'vaccination', status: 'no_show', petName: 'Max', staffName: null, reason: null, notes: null }),
  row('2025-03-04', { type: 'note', id: 1, content: 'Max se altera con otros perros: pasarlo directo al consultorio.', isPinned: true, visibility: 'internal', author: 'Dra. Ana Torres' }),
  row('2025-02-01', { type: 'feedback', id: 1, serviceType: 'grooming', rating: 5, comments: 'Quedó guapísimo', sentiment: 'positive', isResolved: false }),
];

export const cells: ConsentCell[] = (['whatsapp', 'phone', 'email', 'sms'] as const).flatMap((channel) =>
  (['appointment_reminders', 'vaccination_reminders', 'promotions', 'newsletters', 'birthday_messages'] as const).map((purpose): ConsentCell => {
    const isAsked = channel !== 'sms' && purpose !== 'newsletters' && !(channel === 'phone' && purpose === 'birthday_messages');
    const state = !isAsked ? 'unknown' : channel === 'phone' && purpose === 'promotions' ? 'withdrawn' : 'given';
    return { channel, purpose, state, isAllowed: state === 'given' };
  }),
);

const dueVaccine = (id: number, ownerId: number, ownerName: string, petName: string, vaccine: string, dueOn: string, daysLeft: number): VaccinationDue => ({
  id, ownerId, ownerName, petId: id, petName, species: 'dog', phone: null, vaccine, dueOn, daysLeft,
});

export const vaccinations: VaccinationDue[] = [
  dueVaccine(1, 1, 'María García', 'Max', 'Antirrábica', '2025-11-29', 12),
  dueVaccine(2, 2, 'Carlos Méndez', 'Buddy', 'Séxtuple', '2025-12-01', 14),
  dueVaccine(3, 4, 'Roberto Sánchez', 'Thor', 'Séxtuple', '2025-11-13', -4),
];

export const birthdays: Birthday[] = [
  { ownerId: 6, ownerName: 'Ana Sofía Pech', petId: 1, petName: 'Nala', species: 'dog', breed: 'Beagle', daysLeft: 0, turns: 3 },
  { ownerId: 7, ownerName: 'Elena Tun', petId: null, petName: null, species: null, breed: null, daysLeft: 1, turns: 41 },
];
