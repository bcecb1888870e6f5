import type { ChartShown, DashboardShown, Link, Rows, RowsPage, TileShown } from '$lib/api/commands';

const rows: Rows = { period: { from: '2025-11-01', to: '2025-11-17' }, of: { kind: 'sales', sales: { sources: null, methods: null, things: null, part: 'all' } } };
const months = ['dic 2024', 'ene 2025', 'feb 2025', 'mar 2025', 'abr 2025', 'may 2025', 'jun 2025', 'jul 2025', 'ago 2025', 'sep 2025', 'oct 2025', 'nov 2025'];
const heights = [62, 70, 58, 81, 77, 90, 84, 66, 73, 95, 100, 54];

function chart(name: string, names: string[], values: number[], width = 12_000, height = 3200): ChartShown {
  const slot = width / names.length;
  const most = Math.max(...values, 1);
  return {
    name, width, height,
    marks: [
      ...values.map((value, at) => ({
        mark: 'rect' as const, at: { x: Math.round(at * slot + slot * 0.1), y: Math.round((height - 60) * (1 - value / most)) }, width: Math.round(slot * 0.8),
        height: Math.round(((height - 60) * value) / most), ink: at === values.length - 1 ? ('chart1' as const) : ('heat3' as const),
      })),
      { mark: 'line' as const, from: { x: 0, y: height - 30 }, to: { x: width, y: height - 30 }, width: 60, ink: 'lineStrong' as const },
    ],
    points: names.map((point, at) => ({ name: point, value: String(values[at]), length: Math.round(((values[at] ?? 0) * 1000) / most), rows })),
  };
}

const tile = (name: string, label: string, value: string, change: TileShown['change'], beside: string[], meaning: string): TileShown => ({
  name, label, value, rows, change, beside, meaning, chart: chart('mes por mes', months, heights),
});
const good = (text: string) => ({ text, tone: 'good' as const });
const bad = (text: string) => ({ text, tone: 'bad' as const });

export const dashboardShown = (isEmpty: boolean): DashboardShown => ({
  asOf: '2025-11-17', days: '1–17 nov 2025', compared: '1–17 oct 2025', isEmpty,
  tiles: [
    tile('income', 'Ingreso del mes $', '214,380.50', good('+5.2 %'), ['203,790.00 en 1–17 oct 2025'], 'Lo cobrado menos lo devuelto, en el día del pago, con impuestos.'),
    tile('visits', 'Visitas', '312', good('+2.0 %'), ['306 en 1–17 oct 2025'], 'Un dueño y un día con al menos una cita completada.'),
    tile('new_owners', 'Dueños nuevos', '47', bad('−8.0 %'), ['51 en 1–17 oct 2025'], 'Dueños cuya primera visita fue este mes.'),
    tile('retention', 'Retención, 12 meses %', '71.4', good('+1.6 pts'), ['69.8 un año antes', '1,655 de 2,318 dueños'], 'De los dueños que vinieron en los 12 meses de antes, la parte que vino en los últimos 12.'),
    tile('at_risk', 'En riesgo de irse $', '612,400.00', bad('+5.0 %'), ['731 dueños; 696 hace treinta días'], 'Lo que gastarían en 12 meses quienes llevan más de 90 días sin venir y sin cita.'),
    tile('responses', 'Mensajes respondidos %', '62.3', bad('−0.8 pts'), ['63.1 en 1–17 oct 2025', '750 de 1,204 mensajes'], 'De los mensajes enviados este mes, los que ya tienen respuesta.'),
    tile('follow_ups', 'Seguimientos cumplidos %', '88.0', good('+3.1 pts'), ['84.9 en 1–17 oct 2025', '88 de 100 que vencían'], 'De los seguimientos que vencían este mes, los que se hicieron.'),
    tile('feedback', 'Opiniones, estrellas', '4.6', null, ['4.6 en 1–17 oct 2025', '38 opiniones'], 'El promedio de las calificaciones del mes, de 1 a 5.'),
    tile('interactions', 'Interacciones', '1,208', { text: '+1.0 %', tone: 'neutral' }, ['1,196 en 1–17 oct 2025'], 'Llamadas, mensajes y visitas registradas este mes.'),
    tile('points', 'Puntos de lealtad por canjear', '84,210', { text: '+0.4 %', tone: 'neutral' }, ['83,870 en 1–17 oct 2025'], 'Puntos ganados que aún no se canjean, vencen o revierten.'),
  ],
  panels: [
    { name: 'per_day', heading: 'Por día', note: 'interacciones en 30 días', isOverTime: true, chart: chart('Por día', Array.from({ length: 30 }, (_, at) => `${at + 1} nov`), Array.from({ length: 30 }, (_, at) => 20 + ((at * 7) % 31)), 42_000, 7200) },
    { name: 'channels', heading: 'Por canal', note: 'interacciones en 30 días', isOverTime: false, chart: chart('Por canal', ['WhatsApp', 'Llamada', 'En persona', 'Correo'], [520, 310, 290, 88]) },
    { name: 'staff', heading: 'Por persona', note: 'interacciones en 30 días', isOverTime: false, chart: chart('Por persona', ['Karla Poot', 'Dra. Ana Torres', 'Sin anotar'], [640, 402, 166]) },
  ],
});

export const rowsPage = (after: string | null): RowsPage => ({
  columns: [
    { heading: 'Día', isFigure: true }, { heading: 'Folio', isFigure: false }, { heading: 'Dueño', isFigure: false }, { heading: 'Qué se vendió', isFigure: false },
    { heading: 'Método', isFigure: false }, { heading: 'Cobrado $', isFigure: true }, { heading: 'Devuelto $', isFigure: true }, { heading: 'Neto $', isFigure: true },
  ],
  rows: Array.from({ length: 4 }, (_, at) => ({
    key: `${after ?? 'a'}:${at}`, owner: at === 3 ? null : at + 1,
    cells: ['15 nov 2025', `F-10${at}`, ['María García', 'Carlos Méndez', 'Sarah Johnson', 'Venta sin dueño'][at] ?? '', 'Royal Canin Mini Adult', 'Tarjeta', '1,250.00', '—', '1,250.00'],
  })),
  count: 4, sum: '5,000.00', next: null,
});

export const links: Link[] = [
  { at: { x: 4200, y: 18_000 }, width: 20_000, height: 6000, name: 'Ingreso neto $: 5,000.00', rows },
  { at: { x: 50_000, y: 29_000 }, width: 5000, height: 1400, name: 'Nuevos, Dueños: 38', rows },
  { at: { x: 50_000, y: 30_800 }, width: 5000, height: 1400, name: 'Activos, Dueños: 55', rows },
];
