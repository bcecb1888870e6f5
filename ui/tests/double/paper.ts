import type { Mark, Page } from '$lib/api/commands';

import { links } from './dashboard';

const text = (x: number, y: number, size: number, words: string, more: Partial<Extract<Mark, { mark: 'text' }>> = {}): Mark => ({
  mark: 'text', at: { x, y }, anchor: 'start', size, weight: 'regular', ink: 'text', tabular: false, text: words, ...more,
});

function page(number: number, of: number): Page {
  const rows = ['Nuevos', 'Activos', 'En riesgo', 'Se fueron'].flatMap((name, index): Mark[] => [
    text(4200, 30_000 + index * 1800, 900, name),
    text(55_000, 30_000 + index * 1800, 900, String(38 + index * 17), { anchor: 'end', tabular: true }),
    { mark: 'line', from: { x: 4200, y: 30_600 + index * 1800 }, to: { x: 55_300, y: 30_600 + index * 1800 }, width: 50, ink: 'line' },
  ]);
  return {
    width: 59_528,
    height: 84_189,
    links: number === 1 ? links : [],
    marks: [
      text(4200, 5500, 1000, 'Veterinaria Arrecife', { weight: 'semiBold' }),
      text(4200, 12_000, 2000, number === 1 ? 'Reporte de clientes' : 'Lista de dueños', { weight: 'semiBold' }),
      text(4200, 14_000, 1000, 'Del 1 al 17 de noviembre de 2025', { weight: 'medium' }),
      { mark: 'rect', at: { x: 4200, y: 18_000 }, width: 20_000, height: 6000, ink: 'accent' },
      { mark: 'path', steps: [{ step: 'move', to: { x: 30_000, y: 24_000 } }, { step: 'curve', one: { x: 35_000, y: 18_000 }, two: { x: 40_000, y: 26_000 }, to: { x: 50_000, y: 19_000 } }], width: 150, ink: 'chart2' },
      ...rows,
      text(55_300, 81_000, 800, `Página ${number} de ${of}`, { anchor: 'end', ink: 'muted' }),
    ],
  };
}

export const reportPages = (count: number): Page[] => Array.from({ length: count }, (_, index) => page(index + 1, count));
