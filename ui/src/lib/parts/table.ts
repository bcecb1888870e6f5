/** One column of a table. */
export interface Column<Key extends string = string> {
  key: Key;
  label: string;
  /** A track of the grid: `8rem`, `minmax(10rem, 1fr)`. */
  width: string;
  align?: 'start' | 'end';
  sortable?: boolean;
}

export interface Sort<Key extends string = string> {
  key: Key;
  descending: boolean;
}

/** What a screen asks of the table of its list. */
export interface Keyboarded {
  /** Takes the keyboard. */
  focus: () => void;
  /** Takes the keyboard, unless someone types already. */
  focusUnlessTyping: () => void;
}

/** Where a key moves the active row to; nothing where it moves none. */
export function moved(key: string, active: number, count: number, page: number): number | undefined {
  const last = count - 1;
  const targets: Record<string, number> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + page,
    PageUp: active - page,
    Home: 0,
    End: last,
  };
  const target = targets[key];
  return target === undefined || count === 0 ? undefined : Math.min(Math.max(target, 0), last);
}

/** The selection with one row turned round. */
export function toggled<K>(selected: ReadonlySet<K>, key: K): ReadonlySet<K> {
  const next = new Set(selected);
  if (!next.delete(key)) next.add(key);
  return next;
}
