import type { InsightRow, Insights } from '$lib/api/commands';

import { today } from './people';

const row = (ownerId: number, name: string, tier: InsightRow['tier'], atStakeCents: number, action: InsightRow['action'], reason: string): InsightRow => ({
  ownerId, externalId: `O-${ownerId}`, name, phone: '998 310 7742', tier, lifecycle: 'at_risk', pets: [], daysSinceLastVisit: 92,
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
