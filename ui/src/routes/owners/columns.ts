import type { OwnerColumn } from '$lib/api/commands';
import { sign } from '$lib/crm/figures';
import type { Column } from '$lib/parts/table';
import { t, word } from '$lib/words';

/** Every column there is, in the order in which they stand. */
export const allColumns = [
  'name', 'pets', 'tags', 'phone', 'city', 'last_visit', 'days', 'spent', 'risk', 'lifecycle', 'tier', 'created',
] as const satisfies OwnerColumn[];

const widths: Record<OwnerColumn, string> = {
  name: 'minmax(9rem, 2fr)', pets: 'minmax(6rem, 1fr)', tags: 'minmax(6rem, 1fr)', phone: '7.5rem', city: 'minmax(6rem, 1fr)', last_visit: '7.25rem',
  days: '3.5rem', spent: '6.25rem', risk: '6rem', lifecycle: '6rem', tier: '5.5rem', created: '7.25rem',
};
const sortable: readonly OwnerColumn[] = ['name', 'last_visit', 'days', 'spent', 'created'];
const figures: readonly OwnerColumn[] = ['last_visit', 'days', 'spent', 'created'];

function labelOf(column: OwnerColumn): string {
  if (column === 'spent') return t('owners.spent', { sign: sign() });
  return column === 'days' ? t('owners.days') : word('ownerColumn', column);
}

export const tableColumns = (shown: readonly OwnerColumn[]): Column<OwnerColumn>[] =>
  shown.map((key) => ({
    key,
    label: labelOf(key),
    width: widths[key],
    ...(figures.includes(key) ? { align: 'end' as const } : {}),
    ...(sortable.includes(key) ? { sortable: true } : {}),
  }));
