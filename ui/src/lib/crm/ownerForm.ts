import type { AcquisitionSource, ContactChannel, ContactTime, Owner, OwnerInput, OwnerKind, Reminder } from '$lib/api/commands';
import type { Beginning } from '$lib/state/desk.svelte';
import { phone } from '$lib/words/figures';

/** The form of an owner: what a field shows is always text. */
export interface OwnerForm {
  kind: OwnerKind;
  firstName: string;
  lastName: string;
  companyName: string;
  phone: string;
  phoneSecondary: string;
  whatsapp: string;
  email: string;
  secondContactName: string;
  secondContactPhone: string;
  streetAddress: string;
  neighborhood: string;
  city: string;
  postalCode: string;
  region: string;
  country: string;
  locationNotes: string;
  birthOn: string | null;
  gender: string;
  occupation: string;
  nationality: string;
  facebookUrl: string;
  instagramHandle: string;
  preferredLanguage: string;
  contactPreference: ContactChannel;
  preferredContactTime: ContactTime | '';
  reminderPreference: Reminder;
  acquisitionSource: AcquisitionSource | '';
  acquisitionDetail: string;
  referredBy: { id: number; name: string } | null;
  notes: string;
  internalNotes: string;
}

export function emptyForm(beginning: Beginning, city: string, country = 'MX'): OwnerForm {
  return {
    kind: 'individual',
    ...splitName(beginning.fullName ?? ''),
    companyName: '',
    phone: beginning.phone ?? '',
    phoneSecondary: '',
    whatsapp: '',
    email: beginning.email ?? '',
    secondContactName: '',
    secondContactPhone: '',
    streetAddress: '',
    neighborhood: '',
    city,
    postalCode: '',
    region: '',
    country,
    locationNotes: '',
    birthOn: null,
    gender: '',
    occupation: '',
    nationality: '',
    facebookUrl: '',
    instagramHandle: '',
    preferredLanguage: 'es',
    contactPreference: 'whatsapp',
    preferredContactTime: '',
    reminderPreference: '24h',
    acquisitionSource: '',
    acquisitionDetail: '',
    referredBy: null,
    notes: '',
    internalNotes: '',
  };
}

/** A number as it is read everywhere else; it was kept as somebody typed it. */
const shown = (number: string | null) => (number ? phone(number) : '');

export function formOf(owner: Owner, referredBy: { id: number; name: string } | null): OwnerForm {
  const text = (value: string | null) => value ?? '';
  return {
    kind: owner.kind,
    // An old system may know the whole name only.
    firstName: owner.firstName || owner.lastName ? owner.firstName : owner.fullName,
    lastName: owner.lastName,
    companyName: text(owner.companyName),
    phone: shown(owner.phone),
    phoneSecondary: shown(owner.phoneSecondary),
    whatsapp: shown(owner.whatsapp),
    email: text(owner.email),
    secondContactName: text(owner.secondContactName),
    secondContactPhone: shown(owner.secondContactPhone),
    streetAddress: text(owner.streetAddress),
    neighborhood: text(owner.neighborhood),
    city: text(owner.city),
    postalCode: text(owner.postalCode),
    region: text(owner.region),
    country: text(owner.country),
    locationNotes: text(owner.locationNotes),
    birthOn: owner.birthOn,
    gender: text(owner.gender),
    occupation: text(owner.occupation),
    nationality: text(owner.nationality),
    facebookUrl: text(owner.facebookUrl),
    instagramHandle: text(owner.instagramHandle),
    preferredLanguage: owner.preferredLanguage,
    contactPreference: owner.contactPreference,
    preferredContactTime: owner.preferredContactTime ?? '',
    reminderPreference: owner.reminderPreference,
    acquisitionSource: owner.acquisitionSource ?? '',
    acquisitionDetail: text(owner.acquisitionDetail),
    referredBy,
    notes: text(owner.notes),
    internalNotes: text(owner.internalNotes),
  };
}

/** A full name as first and last: two words are one each, of more the last two are surnames, as in Mexico. */
export function splitName(fullName: string): { firstName: string; lastName: string } {
  const words = fullName.trim().split(/\s+/).filter(Boolean);
  const first = Math.max(1, words.length > 2 ? words.length - 2 : 1);
  return { firstName: words.slice(0, first).join(' '), lastName: words.slice(first).join(' ') };
}

/** What the form says; a blank field is nothing, and a number that stands as it was shown stays as it was kept. */
export function inputOf(form: OwnerForm, before?: Owner): OwnerInput {
  const known = (text: string) => text.trim() || null;
  const number = (field: 'phone' | 'phoneSecondary' | 'whatsapp' | 'secondContactPhone') => {
    const kept = before?.[field] ?? null;
    return form[field] === shown(kept) ? kept : known(form[field]);
  };
  return {
    kind: form.kind,
    firstName: form.firstName.trim(),
    lastName: form.lastName.trim(),
    companyName: form.kind === 'corporate' ? known(form.companyName) : null,
    secondContactName: known(form.secondContactName),
    secondContactPhone: number('secondContactPhone'),
    email: known(form.email),
    phone: number('phone'),
    phoneSecondary: number('phoneSecondary'),
    whatsapp: number('whatsapp'),
    streetAddress: known(form.streetAddress),
    neighborhood: known(form.neighborhood),
    city: form.city.trim(),
    region: known(form.region),
    country: form.country.trim(),
    postalCode: known(form.postalCode),
    locationNotes: known(form.locationNotes),
    birthOn: form.birthOn,
    gender: known(form.gender),
    occupation: known(form.occupation),
    nationality: known(form.nationality),
    preferredLanguage: form.preferredLanguage,
    contactPreference: form.contactPreference,
    preferredContactTime: form.preferredContactTime || null,
    reminderPreference: form.reminderPreference,
    acquisitionSource: form.acquisitionSource || null,
    acquisitionDetail: known(form.acquisitionDetail),
    referredBy: form.referredBy?.id ?? null,
    facebookUrl: known(form.facebookUrl),
    instagramHandle: known(form.instagramHandle),
    notes: known(form.notes),
    internalNotes: known(form.internalNotes),
  };
}

/** The groups of the form, what is asked most first, each with its fields. */
export const groups = {
  contact: ['kind', 'companyName', 'firstName', 'lastName', 'phone', 'whatsapp', 'email', 'phoneSecondary', 'secondContactName', 'secondContactPhone'],
  preferences: ['contactPreference', 'preferredContactTime', 'preferredLanguage', 'reminderPreference'],
  origin: ['acquisitionSource', 'acquisitionDetail', 'referredBy', 'facebookUrl', 'instagramHandle'],
  address: ['streetAddress', 'neighborhood', 'city', 'region', 'postalCode', 'country', 'locationNotes'],
  person: ['birthOn', 'gender', 'occupation', 'nationality'],
  notes: ['notes', 'internalNotes'],
} as const satisfies Record<string, readonly (keyof OwnerForm)[]>;

export type Group = keyof typeof groups;

/** The group that a field stands in. */
export function groupOf(field: string): Group | undefined {
  return (Object.keys(groups) as Group[]).find((group) => (groups[group] as readonly string[]).includes(field));
}
