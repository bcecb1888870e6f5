import type { FieldChange, HistoryRow, RowChange } from '$lib/api/commands';
import { amount, clock, decimal, dayOf, minuteOfDay, nearDay, shortDay, whole } from '$lib/crm/figures';
import { t, word } from '$lib/words';

/* A change in the words of the desk. */

export const whenOf = (row: HistoryRow) => `${nearDay(dayOf(row.madeAt))} ${clock(row.madeAt)}`;
export const whatOf = (row: HistoryRow) => word('action', row.action);
export const fieldOf = (field: FieldChange) => word('column', field.field);

/** "Nota · Prefiere las tardes". */
export function titleOf(row: RowChange): string {
  return [word('record', row.table), row.isHidden ? t('history.hidden') : row.name].filter(Boolean).join(' · ');
}

/** A value as a reader knows it; nothing is a dash. */
export function valueOf(field: FieldChange, value: string | null): string {
  if (value === null) return '—';
  const number = Number(value);
  switch (field.kind) {
    case 'word':
      return word(field.list ?? '', value);
    case 'day':
      return shortDay(value);
    case 'moment':
      return `${shortDay(dayOf(number))} ${clock(number)}`;
    case 'minute':
      return minuteOfDay(number);
    case 'money':
      return amount(number);
    case 'yes_no':
      return value === '1' ? t('actions.yes') : t('actions.no');
    case 'grams':
      return `${decimal(number / 1000)} kg`;
    case 'number':
      return field.field.endsWith('_milli') ? decimal(number / 1000) : whole(number);
    default:
      return value;
  }
}
