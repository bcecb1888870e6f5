import type { AcquisitionSource, ContactChannel, ContactTime, Owner, OwnerInput, OwnerKind, Reminder } from '$lib/api/commands';
import type { Beginning } from '$lib/state/desk.svelte';

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
  birthOn: string | null;
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

export function emptyForm(beginning: Beginning, city: string): OwnerForm {
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
    birthOn: null,
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

export function formOf(owner: Owner, referredBy: { id: number; name: string } | null): OwnerForm {
  const text = (value: string | null) => value ?? '';
  return {
    kind: owner.kind,
    firstName: owner.firstName || owner.fullName,
    lastName: owner.lastName,
    companyName: text(owner.companyName),
    phone: text(owner.phone),
    phoneSecondary: text(owner.phoneSecondary),
    whatsapp: text(owner.whatsapp),
    email: text(owner.email),
    secondContactName: text(owner.secondContactName),
    secondContactPhone: text(owner.secondContactPhone),
    streetAddress: text(owner.streetAddress),
    neighborhood: text(owner.neighborhood),
    city: text(owner.city),
    postalCode: text(owner.postalCode),
    birthOn: owner.birthOn,
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

/** What the form says, over what it does not show; a blank field is nothing. */
export function inputOf(form: OwnerForm, before?: Owner): OwnerInput {
  const known = (text: string) => text.trim() || null;
  return {
    kind: form.kind,
    firstName: form.firstName.trim(),
    lastName: form.lastName.trim(),
    companyName: form.kind === 'corporate' ? known(form.companyName) : null,
    secondContactName: known(form.secondContactName),
    secondContactPhone: known(form.secondContactPhone),
    email: known(form.email),
    phone: known(form.phone),
    phoneSecondary: known(form.phoneSecondary),
    whatsapp: known(form.whatsapp),
    streetAddress: known(form.streetAddress),
    neighborhood: known(form.neighborhood),
    city: form.city.trim(),
    region: before?.region ?? null,
    country: before?.country ?? null,
    postalCode: known(form.postalCode),
    locationNotes: before?.locationNotes ?? null,
    birthOn: form.birthOn,
    gender: before?.gender ?? null,
    occupation: before?.occupation ?? null,
    nationality: before?.nationality ?? null,
    preferredLanguage: form.preferredLanguage,
    contactPreference: form.contactPreference,
    preferredContactTime: form.preferredContactTime || null,
    reminderPreference: form.reminderPreference,
    acquisitionSource: form.acquisitionSource || null,
    acquisitionDetail: known(form.acquisitionDetail),
    referredBy: form.referredBy?.id ?? null,
    facebookUrl: before?.facebookUrl ?? null,
    instagramHandle: before?.instagramHandle ?? null,
    notes: known(form.notes),
    internalNotes: known(form.internalNotes),
  };
}
