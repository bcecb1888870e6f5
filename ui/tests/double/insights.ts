import type { Figure, FigureRows, Habits, InsightRow, Insights, Member, Overview } from '$lib/api/commands';

import { today } from './people';

const row = (ownerId: number, name: string, tier: InsightRow['tier'], atStakeCents: number, action: InsightRow['action'], reason: string): InsightRow => ({
  ownerId, externalId: `O-${ownerId}`, name, phone: '998 310 7742', tier, lifecycle: 'at_risk', pets: [], daysSinceLastVisit: 92, lastContactOn: ownerId === 3 ? today : null,
  totalSpentCents: 1_580_000, atStakeCents, reasons: [], reason, action, channel: action === 'call' ? 'phone' : 'whatsapp',
});

/** Whom to call, as the worked example has it. */
export const calls: Insights = {
  kind: 'call_list', asOf: today,
  rows: [
    row(4, 'Roberto Sánchez', 'vip', 525_700, 'call', 'Viene cada 45 días; lleva 92; cliente VIP, hay que darle seguimiento; gasta unos $1,300'),
    row(2, 'Carlos Méndez', 'regular', 291_500, 'book', 'Viene cada 60 días; lleva 120; la vacuna de Buddy vence en 2 semanas'),
    row(3, 'Sarah Johnson', 'regular', 159_000, 'message', 'Viene cada mes; lleva 95; suele comprar alimento cada mes, lleva 45 días sin pedir'),
  ],
};

const bars = (limits: [number, number | null, number, number][]): Overview['values'] => {
  const longest = Math.max(...limits.map(([, , owners]) => owners));
  return limits.map(([from, to, owners, share]) => ({ from, to, owners, spentCents: owners * 1000, length: owners / longest, share }));
};

const shares = [[58, 51, 49, 46, 44, 43, 41, 42], [61, 54, 50, 47, 45, 44, 43], [57, 52, 47, 46, 44, 41], [63, 55, 52, 49, 48], [60, 56, 51, 50], [64, 58, 55], [62, 57], [66]];

/** A clinic of some size. */
export const overview: Overview = {
  asOf: today, owners: 4212, retention: { before: 2318, returned: 1655, rate: 0.714 }, retentionBefore: { before: 2201, returned: 1536, rate: 0.698 },
  spent: { cents: 438_692_000, purchases: 6358, beforeCents: 417_000_000 }, newThisMonth: 47, newLastMonth: 92, atRisk: 731, atRiskBefore: 696, atStakeCents: 61_240_000,
  responses: [{ channel: 'whatsapp', sent: 1204, answered: 750, rate: 0.623 }],
  stages: ([['closed', 148], ['lead', 318], ['churned', 1093], ['at_risk', 731], ['vip', 212], ['first_visit', 426], ['active', 1284]] as const).map(([lifecycle, owners]) => ({ lifecycle, owners })),
  flow: [
    { from: 'lead', to: 'first_visit', owners: 38 }, { from: 'first_visit', to: 'active', owners: 51 }, { from: 'active', to: 'vip', owners: 6 },
    { from: 'active', to: 'at_risk', owners: 64 }, { from: 'at_risk', to: 'churned', owners: 29 }, { from: 'at_risk', to: 'active', owners: 22 }, { from: 'churned', to: 'active', owners: 7 },
  ],
  cohorts: shares.map((later, index) => ({
    year: 2023 + Math.floor((index + 3) / 4), quarter: ((index + 3) % 4) + 1, owners: 142 + index,
    later: later.map((share) => ({ came: Math.round(share * 1.4), rate: share / 100, shade: Math.round(share * 0.6) })),
  })),
  values: bars([[0, 99, 413, 0], [100, 49_999, 655, 0.02], [50_000, 99_999, 702, 0.04], [100_000, 499_999, 1651, 0.31], [500_000, 999_999, 547, 0.27], [1_000_000, null, 244, 0.36]]),
  visits: bars([[0, 0, 318, 0], [1, 1, 426, 0.05], [2, 2, 610, 0.09], [3, 5, 1402, 0.27], [6, 11, 980, 0.31], [12, null, 476, 0.28]]),
  sources: [
    { source: 'referral', owners: 1620, length: 1 }, { source: 'walk_in', owners: 1104, length: 0.68 }, { source: 'google', owners: 702, length: 0.43 },
    { source: 'instagram', owners: 310, length: 0.19 }, { source: null, owners: 476, length: 0.29 },
  ],
  lifetime: [
    { totalCents: 1_620_400_000, owners: 4212, averageCents: 384_710 }, { totalCents: 2_310_000_000, owners: 3894, averageCents: 593_220 },
    { totalCents: 512_000_000, owners: 3620, averageCents: 141_436 },
  ],
  referrers: [{ ownerId: 1, name: 'María García', brought: 9 }, { ownerId: 4, name: 'Roberto Sánchez', brought: 6 }],
  model: {
    basis: 'purchases', fittedOn: today, fittedAt: 0, verdict: 'speaks', owners: 3894, repeaters: 1482, needed: 200, events: 21_000,
    fit: {
      bgNbd: { model: 'bg_nbd', r: 0.812, alpha: 9.114, a: 0.402, b: 2.61, logLikelihood: -61_240.8, customers: 3894 },
      mbgNbd: { model: 'mbg_nbd', r: 0.934, alpha: 10.02, a: 0.377, b: 1.942, logLikelihood: -61_122.1, customers: 3894 },
      gammaGamma: { p: 3.1, q: 4.2, gamma: 812.4, logLikelihood: -14_020.2, customers: 1482 },
    },
    holdOut: {
      model: 'mbg_nbd', from: '2025-05-19', to: today, customers: 3601, predicted: 2304, actual: 2254,
      bands: [
        { from: 0, to: 0, customers: 2210, predicted: 402.1, actual: 388 }, { from: 1, to: 1, customers: 510, predicted: 310.4, actual: 301 }, { from: 2, to: 2, customers: 300, predicted: 301.8, actual: 290 },
        { from: 3, to: 4, customers: 280, predicted: 398.2, actual: 402 }, { from: 5, to: 9, customers: 210, predicted: 520.3, actual: 507 }, { from: 10, to: null, customers: 91, predicted: 371.2, actual: 366 },
      ],
    },
  },
};

export const habits: Habits = {
  shopping: {
    preferred: [{ productId: 1, name: 'Royal Canin Mini Adult 3 kg', quantityMilli: 14_000, amountCents: 980_000, lastOn: '2025-11-15' }],
    categories: [{ category: 'Alimento', times: 14, usualGap: 31, lastOn: '2025-09-15', isOverdue: true }],
  },
  responses: [{ channel: 'whatsapp', sent: 12, answered: 9, rate: 0.75 }],
  stages: [
    { on: '2025-03-02', from: 'at_risk', to: 'vip', isReturn: true }, { on: '2025-01-14', from: 'vip', to: 'at_risk', isReturn: false },
    { on: '2024-02-10', from: 'active', to: 'vip', isReturn: false }, { on: '2023-05-15', from: 'first_visit', to: 'active', isReturn: false },
    { on: '2023-03-06', from: null, to: 'first_visit', isReturn: false },
  ],
  tiers: [{ on: '2024-02-10', from: 'regular', to: 'vip', isByHand: true }, { on: '2023-05-15', from: 'new', to: 'regular', isByHand: false }],
};

/** The owners behind a figure; rules stand for some of them only. */
export function figureRows(figure: Figure, members: readonly Member[]): FigureRows {
  const unit = figure.of === 'spent' || figure.of === 'lifetime' ? 'cents' : figure.of === 'response' ? 'messages' : figure.of === 'purchases' ? 'purchases' : 'owners';
  const rows = members.map((member) => ({ member, part: unit === 'cents' ? member.spentCents : unit === 'owners' ? 1 : 3 }));
  return {
    owners: rows.length, total: rows.reduce((sum, row) => sum + row.part, 0), unit, rows,
    criteria: figure.of === 'stage' ? JSON.stringify({ lifecycle: figure.stage }) : null,
  };
}
