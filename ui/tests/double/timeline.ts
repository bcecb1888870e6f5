import type { TimelineEvent } from '$lib/api/contract';

const event = (id: string, kind: string, on: string, title: string, detail: string, more: Partial<TimelineEvent> = {}): TimelineEvent => ({
  id, kind, at: Date.parse(`${on}T12:00:00Z`), on, title, detail, amountCents: null, state: null, petName: null, ...more,
});

export const events: TimelineEvent[] = [
  event('m1', 'whatsapp', '2025-11-17', '«¿Ya están los resultados de Max?»', 'recibido', { state: 'received' }),
  event('a1', 'visit', '2025-11-15', 'Revisión anual', 'Dra. Ana Torres · 6.8 kg, sano; química sanguínea enviada', { petName: 'Max' }),
  event('i1', 'invoice', '2025-11-15', 'Royal Canin Mini Adult, 4 kg × 2', 'F-2318 · tarjeta', { amountCents: 193_800, state: 'paid' }),
  event('m2', 'message', '2025-11-13', 'Recordatorio de la cita del 15', 'WhatsApp', { state: 'answered' }),
  event('c1', 'call', '2025-10-02', 'Preguntó por la limpieza dental', 'recibida · 4 min · Karla Poot', { state: 'positive' }),
  event('a2', 'visit', '2025-09-12', 'Desparasitación', 'Dr. Iván Solís', { petName: 'Max' }),
  event('i2', 'invoice', '2025-09-12', 'NexGard 4–10 kg × 3', 'F-2107 · efectivo', { amountCents: 124_500, state: 'paid' }),
  event('a3', 'appointment', '2025-07-03', 'Vacuna séxtuple', '', { petName: 'Max', state: 'no_show' }),
];
