/** An amount as a person types it, in cents: `1,234.50`, `$ 1234.5`, `1234`; nothing where it is none. */
export function readAmount(text: string): number | undefined {
  const plain = text.trim().replace(/^\$\s*/, '').replaceAll(/(?<=\d),(?=\d{3}(\D|$))/g, '');
  if (!/^\d{1,10}(\.\d{1,2})?$/.test(plain)) return undefined;
  const [whole = '', part = ''] = plain.split('.');
  return Number(whole) * 100 + Number(part.padEnd(2, '0'));
}

/** A quantity in thousandths: `2`, `0.5`; nothing where it is none or not above nothing. */
export function readQuantity(text: string): number | undefined {
  const plain = text.trim();
  if (!/^\d{1,6}(\.\d{1,3})?$/.test(plain)) return undefined;
  const [whole = '', part = ''] = plain.split('.');
  const milli = Number(whole) * 1000 + Number(part.padEnd(3, '0'));
  return milli > 0 ? milli : undefined;
}

/** Cents as they are typed: `1234.50`. */
export const amountText = (cents: number): string => (cents / 100).toFixed(2);

/** Thousandths as they are typed: `2`, `0.5`. */
export const quantityText = (milli: number): string => String(milli / 1000);
