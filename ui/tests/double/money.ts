import type { BalanceRow, Feedback, ListedService, LoyaltyAccount, Product, Sale, SaleRow } from '$lib/api/commands';

import { today } from './people';

type Json = Record<string, unknown>;

const row = (kind: 'invoice' | 'order', id: number, values: Partial<SaleRow>): SaleRow => ({
  sale: { kind, id }, externalId: `${kind}-${id}`, number: `${kind === 'invoice' ? 'F' : 'P'}-00${id}`, ownerId: 1, ownerName: 'María García', on: '2025-11-15', dueOn: null,
  status: 'paid', hasFailed: false, isBilled: false, totalCents: 48_550, refundedCents: 0, outstandingCents: 0, paymentMethod: 'cash', paidOn: '2025-11-15', firstLine: 'Royal Canin 2 kg', lines: 2,
  ...values,
});

const saleOf = (one: SaleRow): Sale => ({
  ...one, appointmentId: null, channel: null, deliveryStatus: one.sale.kind === 'order' ? 'pending' : null, currency: 'MXN', subtotalCents: one.totalCents, discountCents: 0, shippingCents: 0, taxCents: 0,
  receivedCents: one.totalCents - one.outstandingCents - one.refundedCents, payableCents: one.outstandingCents, linked: null, points: one.status === 'paid' ? 48 : 0,
  lines: [{ description: 'Royal Canin 2 kg', productId: 1, serviceId: null, quantityMilli: 1000, unitPriceCents: one.totalCents + 1000, discountCents: 1000, lineTotalCents: one.totalCents }],
  payments: one.status === 'paid' ? [{ id: 1, paidOn: one.on, amountCents: one.totalCents, method: 'cash', reason: null, staffName: 'Karla Poot' }] : [],
});

const said = (id: number, values: Partial<Feedback>): Feedback => ({
  id, externalId: `OP-${id}`, ownerId: null, ownerName: null, appointmentId: null, isAnonymous: false, serviceType: 'consultation', rating: 5, comments: 'Muy amables', sentiment: 'positive', source: 'in_person',
  receivedOn: '2025-11-15', isResolved: false, resolutionNotes: null, resolvedByName: null, resolvedOn: null, interactionId: null, isFollowUpOpen: false,
  ...values,
});

const account = (owner: number, name: string, balance: number): LoyaltyAccount => ({
  ownerId: owner, ownerName: name, isRunning: true, balance, tier: balance > 500 ? 'silver' : 'bronze', earnedLately: balance, nextTier: { tier: 'gold', missing: 1500 - balance },
  expiries: balance ? [{ on: '2026-03-01', points: 120 }] : [], earnedTotal: balance, redeemedTotal: 40, expiredTotal: 0,
  entries: balance
    ? [
        { id: 2, externalId: 'L2', kind: 'redeem', points: -40, balance, description: 'Baño', invoiceId: null, orderId: null, number: null, reverses: null, shortfall: 0, staffName: 'Karla Poot', enteredOn: '2025-11-16' },
        { id: 1, externalId: 'L1', kind: 'earn', points: balance + 40, balance: balance + 40, description: 'F-001', invoiceId: 1, orderId: null, number: 'F-001', reverses: null, shortfall: 0, staffName: 'Karla Poot', enteredOn: '2025-11-15' },
      ]
    : [],
});

/** Sales, points and feedback as the screens see them. */
export function moneyAnswers(isEmpty: boolean) {
  let rows: SaleRow[] = isEmpty
    ? []
    : [
        row('invoice', 3, { status: 'open', on: today, outstandingCents: 48_550, paidOn: null, paymentMethod: null }),
        row('invoice', 2, {}),
        row('order', 4, { ownerId: null, ownerName: null, on: '2025-11-12', lines: 1, totalCents: 9_900 }),
        row('invoice', 1, { status: 'refunded', refundedCents: 48_550, on: '2025-10-02' }),
      ];
  let feedback: Feedback[] = isEmpty
    ? []
    : [
        said(1, { ownerId: 2, ownerName: 'Carlos Méndez', rating: 1, comments: 'Esperamos dos horas', sentiment: 'negative', interactionId: 7, isFollowUpOpen: true }),
        said(-5, { isAnonymous: true, rating: 2, comments: 'Olía mal', sentiment: 'negative', receivedOn: '2025-11-01', serviceType: 'boarding' }),
        said(2, { ownerId: 1, ownerName: 'María García' }),
      ];
  const balances: BalanceRow[] = isEmpty
    ? []
    : [
        { ownerId: 1, ownerName: 'María García', phone: '998-123-4567', points: 620, tier: 'silver', nextExpiryOn: '2026-03-01', nextExpiryPoints: 120 },
        { ownerId: 2, ownerName: 'Carlos Méndez', phone: '998 310 7742', points: 90, tier: 'bronze', nextExpiryOn: '2025-12-01', nextExpiryPoints: 90 },
      ];
  const products: Product[] = isEmpty ? [] : [{ id: 1, externalId: 'P1', sku: 'ALI-1', name: 'Royal Canin 2 kg', brand: null, category: 'Alimento', species: 'dog', priceCents: 48_550, costCents: null, isActive: true, launchedOn: null }];
  const services: ListedService[] = isEmpty ? [] : [{ id: 1, externalId: 'S1', name: 'Baño', category: null, kind: 'grooming', durationMinutes: 60, priceCents: 25_000, isActive: false }];
  const done = (value: unknown, topics: string[]) => ({ value, changed: topics, change: 5 });
  const find = (sale: { kind: string; id: number }) => rows.find((one) => one.sale.kind === sale.kind && one.sale.id === sale.id)!;
  const turn = (sale: { kind: string; id: number }, next: Partial<SaleRow>) => {
    rows = rows.map((one) => (one.sale.kind === sale.kind && one.sale.id === sale.id ? { ...one, ...next } : one));
    return done(saleOf(find(sale)), ['purchases', 'loyalty', 'figures']);
  };
  return {
    sales_page: ({ query }: { query: { filter: { status: string | null; text: string } } }) => ({
      rows: rows.filter((one) => (query.filter.status === null || one.status === query.filter.status) && `${one.number} ${one.ownerName}`.toLowerCase().includes(query.filter.text.toLowerCase())),
      next: null,
    }),
    sales_sums: () => ({ count: rows.length, paidCents: 58_450, refundedCents: 48_550, outstandingCents: rows.reduce((sum, one) => sum + one.outstandingCents, 0) }),
    sales_get: ({ sale }: { sale: { kind: string; id: number } }) => saleOf(find(sale)),
    sales_owed: ({ owner }: { owner: number }) => rows.filter((one) => one.ownerId === owner && one.outstandingCents > 0),
    sales_next_number: ({ kind }: { kind: string }) => (kind === 'invoice' ? 'F-004' : 'P-005'),
    sales_create: ({ input }: { input: Json }) => {
      const added = row('invoice', 9, { number: 'F-004', on: today, ownerId: (input.ownerId as number | null) ?? null, ownerName: input.ownerId ? 'María García' : null });
      rows = [added, ...rows];
      return done(saleOf(added), ['purchases', 'loyalty']);
    },
    sales_pay: ({ sale }: { sale: { kind: string; id: number } }) => turn(sale, { status: 'paid', outstandingCents: 0, paidOn: today }),
    sales_refund: ({ sale, payment }: { sale: { kind: string; id: number }; payment: { amountCents: number } }) => turn(sale, { refundedCents: payment.amountCents }),
    sales_cancel: ({ sale }: { sale: { kind: string; id: number } }) => turn(sale, { status: 'void', outstandingCents: 0 }),
    sales_deliver: ({ sale }: { sale: { kind: string; id: number } }) => turn(sale, {}),
    products_list: () => products,
    products_create: ({ input }: { input: Json }) => done({ ...input, id: 9, externalId: 'P9' }, ['purchases']),
    products_update: ({ id, input }: { id: number; input: Json }) => done({ ...input, id, externalId: 'P9' }, ['purchases']),
    services_list: () => services,
    services_create: ({ input }: { input: Json }) => done({ ...input, id: 9, externalId: 'S9' }, ['appointments']),
    services_update: ({ id, input }: { id: number; input: Json }) => done({ ...input, id, externalId: 'S9' }, ['appointments']),
    loyalty_account: ({ owner }: { owner: number }) => account(owner, 'María García', owner === 1 && !isEmpty ? 620 : 0),
    loyalty_overview: () => ({ startedOn: isEmpty ? null : '2025-01-01', isRunning: !isEmpty, outstanding: isEmpty ? 0 : 710, owners: balances.length, earned: 120, redeemed: 40, expiring: isEmpty ? 0 : 90, expiringOwners: isEmpty ? 0 : 1 }),
    loyalty_balances: () => ({ rows: balances, next: null }),
    loyalty_redeem: ({ owner, points }: { owner: number; points: number }) => done(account(owner, 'María García', 620 - points), ['loyalty']),
    loyalty_adjust: ({ owner, points }: { owner: number; points: number }) => done(account(owner, 'María García', 620 + points), ['loyalty']),
    loyalty_set_start: ({ on }: { on: string | null }) => done({ startedOn: on }, ['settings']),
    feedback_list: ({ filter }: { filter: { scope: string } }) => ({ rows: feedback.filter((one) => filter.scope === 'all' || (!one.isResolved && (one.rating ?? 5) <= 2)), next: null }),
    feedback_unresolved: () => feedback.filter((one) => !one.isResolved && (one.rating ?? 5) <= 2).length,
    feedback_stats: () => ({
      from: '2024-12-01', to: today, count: feedback.length, rated: feedback.length, meanHundredths: isEmpty ? null : 267, ratings: [1, 1, 0, 0, 1], anonymous: isEmpty ? 0 : 1,
      services: isEmpty ? [] : [{ serviceType: 'consultation', count: 2, rated: 2, meanHundredths: 300, low: 1 }, { serviceType: 'boarding', count: 1, rated: 1, meanHundredths: 200, low: 1 }],
      months: Array.from({ length: 12 }, (_, index) => ({ month: `2025-${String(index + 1).padStart(2, '0')}-01`, count: index, rated: index, meanHundredths: index === 0 ? null : 300 + index * 12, low: 0 })),
    }),
    feedback_suggest: () => 'negative',
    feedback_record: ({ input }: { input: Json }) => {
      const added = said(9, { ...(input as Partial<Feedback>), ownerName: input.ownerId ? 'María García' : null, receivedOn: today });
      feedback = [...feedback, added];
      return input.isAnonymous ? { value: added, changed: ['feedback'], change: null } : done(added, ['feedback', 'interactions']);
    },
    feedback_resolve: ({ id, notes }: { id: number; notes: string | null }) => {
      feedback = feedback.map((one) => (one.id === id ? { ...one, isResolved: true, resolutionNotes: notes } : one));
      return done(feedback.find((one) => one.id === id), ['feedback', 'interactions']);
    },
    feedback_reopen: ({ id }: { id: number }) => done(feedback.find((one) => one.id === id), ['feedback']),
    feedback_thank: () => done({ messageId: 3, channel: 'whatsapp', body: 'Hola, María.' }, ['messages']),
  } as Record<string, unknown>;
}
