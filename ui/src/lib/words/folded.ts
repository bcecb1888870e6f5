/** A text as it is compared: without capitals and accents. */
export const folded = (text: string) => text.toLowerCase().normalize('NFD').replaceAll(/\p{Diacritic}/gu, '');
