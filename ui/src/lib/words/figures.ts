import { grouped, groupedCents } from './grouped';

/** What stands for nothing. */
export const nothing = '—';

const formatters = new Map<string, Intl.NumberFormat>();

function formatter(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  const found = formatters.get(key) ?? new Intl.NumberFormat(locale, options);
  formatters.set(key, found);
  return found;
}

/** An amount of minor units without its unit, for a column whose heading names it. */
export function amount(locale: string, cents: number | null | undefined): string {
  if (cents === null || cents === undefined) return nothing;
  if (Number.isSafeInteger(cents)) return groupedCents(cents);
  return formatter(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(cents / 100);
}

/** An amount with its sign, for running text and single figures; the code follows where it is not the plain dollar sign. */
export function price(locale: string, cents: number | null | undefined, currency: string): string {
  if (cents === null || cents === undefined) return nothing;
  return formatter(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(cents / 100);
}

/** Currencies that are a plain dollar sign here; the engine takes long to be asked for the first. */
const dollars = new Set(['MXN', 'USD', 'CAD']);

/** The sign of a currency, for a heading: "Gasto $". */
export function currencySign(locale: string, currency: string): string {
  if (dollars.has(currency)) return '$';
  const parts = formatter(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).formatToParts(0);
  return parts.find((part) => part.type === 'currency')?.value ?? currency;
}

export function whole(locale: string, value: number | null | undefined): string {
  if (value === null || value === undefined) return nothing;
  if (Number.isSafeInteger(value)) return grouped(value);
  return formatter(locale, { maximumFractionDigits: 0 }).format(value);
}

export function percent(locale: string, share: number | null | undefined): string {
  if (share === null || share === undefined) return nothing;
  return formatter(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share);
}

/** A number up to a given precision: weights, medians. */
export function decimal(locale: string, value: number | null | undefined, digits = 1): string {
  if (value === null || value === undefined) return nothing;
  return formatter(locale, { maximumFractionDigits: digits }).format(value);
}

/** With so many digits behind the point, for figures that stand under each other: "4.0". */
export function fixed(locale: string, value: number | null | undefined, digits = 1): string {
  if (value === null || value === undefined) return nothing;
  return formatter(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

/** Text as its groups are read aloud: a Mexican number 3-3-4, any other as it was kept. */
export function phone(text: string | null | undefined): string {
  if (!text) return nothing;
  const digits = text.replaceAll(/\D/g, '');
  const national = /^\+?52/.test(text) && digits.length >= 12 ? digits.slice(-10) : digits;
  if (national.length !== 10 || (text.startsWith('+') && !text.startsWith('+52'))) return text;
  return `${national.slice(0, 3)} ${national.slice(3, 6)} ${national.slice(6)}`;
}
