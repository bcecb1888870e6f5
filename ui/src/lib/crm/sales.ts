import type { SaleKind, SaleRef, SaleStatus } from '$lib/api/commands';
import { t, word } from '$lib/words';

/** How people pay, in the order in which it is offered. */
export const methods = ['cash', 'card', 'transfer', 'other'] as const;

export const methodChoices = () => methods.map((value) => ({ value: value as string, label: word('payment', value) }));

/** Taxes that are offered, in hundredths of a percent. */
export const taxes = [0, 800, 1600] as const;

export const statusTone = (status: SaleStatus) =>
  ({ draft: 'plain', open: 'warn', paid: 'ok', refunded: 'info', void: 'plain' } as const)[status];

export const kindName = (kind: SaleKind) => word('saleKind', kind);

export const keyOf = (sale: SaleRef) => `${sale.kind}-${sale.id}`;

/** What a sale is called: its number, or what it is where it has none. */
export const numberOf = (kind: SaleKind, number: string | null) => number ?? t('sales.withoutNumber', { kind: kindName(kind).toLowerCase() });
