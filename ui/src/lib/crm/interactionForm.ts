import type {
  Id, Interaction, InteractionChannel, InteractionDirection, InteractionInput, InteractionKind, Sentiment,
} from '$lib/api/commands';
import { session } from '$lib/state/session.svelte';
import { readMoment, type Moment } from '$lib/words/natural';

import { clock, dayOf, instantOf, minuteOfDay, shortDay } from './figures';

/** What is typed about an interaction. A note shares the form: it says less. */
export interface InteractionForm {
  kind: InteractionKind | 'note';
  /** Only asked of a kind that comes over several ways. */
  channel: InteractionChannel;
  text: string;
  direction: InteractionDirection;
  petId: string;
  sentiment: Sentiment | '';
  followUp: string;
  outcome: string;
  minutes: string;
  /** When it was; blank for now. */
  when: string;
}

export const blank = (): InteractionForm => ({
  kind: 'call', channel: 'in_person', text: '', direction: 'inbound', petId: '', sentiment: '', followUp: '', outcome: '', minutes: '', when: '',
});

/** A call is by phone, a visit in person: kinds with one way of their own. */
const ownChannel: Partial<Record<InteractionKind, InteractionChannel>> = {
  call: 'phone', visit: 'in_person', email: 'email', chat: 'chat', sms: 'sms', whatsapp: 'whatsapp',
};
/** Kinds that are logged less often than those with a button of their own. */
export const otherKinds = ['sms', 'chat', 'ai_chat', 'review', 'complaint', 'feedback', 'referral'] as const satisfies InteractionKind[];
export const allKinds = ['call', 'whatsapp', 'email', 'visit', ...otherKinds] as const satisfies InteractionKind[];
export const channels = ['phone', 'whatsapp', 'email', 'in_person', 'sms', 'chat', 'social'] as const satisfies InteractionChannel[];

export const hasWays = (kind: InteractionForm['kind']) => kind !== 'note' && ownChannel[kind] === undefined;

/** The first line is the subject; the rest are notes. */
export function split(typed: string): { subject: string; notes: string | null } {
  const [first = '', ...rest] = typed.trim().split('\n');
  const subject = first.slice(0, 500);
  const notes = [first.slice(500), ...rest].join('\n').trim();
  return { subject, notes: notes || null };
}

/** What is understood of a moment that is typed: nothing typed is nothing, and what cannot be read is said. */
export interface Read {
  moment: Moment | undefined;
  isUnread: boolean;
}

export function readTyped(typed: string, leaning: 'future' | 'past'): Read {
  const moment = readMoment(typed, session.today, leaning);
  return { moment, isUnread: typed.trim() !== '' && moment === undefined };
}

/** Minutes as typed; nothing where they are no number of minutes. */
export function minutesOf(typed: string): number | null | undefined {
  if (typed.trim() === '') return null;
  const value = Number(typed.trim());
  return Number.isInteger(value) && value >= 0 && value <= 1440 ? value : undefined;
}

/** What is sent. A day without an hour is its noon, but today is now. */
export function inputOf(ownerId: Id, form: InteractionForm, kind: InteractionKind, stands?: Interaction): InteractionInput {
  const { moment } = readTyped(form.followUp, 'future');
  const happened = readTyped(form.when, 'past').moment;
  const at = happened && !(happened.minute === null && happened.day === session.today) ? instantOf(happened.day, happened.minute ?? 720) : null;
  const isKept = stands !== undefined && form.when === momentText(stands.happenedAt);
  return {
    ownerId,
    petId: form.petId === '' ? null : Number(form.petId),
    kind,
    channel: stands?.kind === kind && !hasWays(kind) ? stands.channel : (ownChannel[kind] ?? form.channel),
    direction: form.direction,
    ...split(form.text),
    outcome: form.outcome.trim() || null,
    durationMinutes: minutesOf(form.minutes) ?? null,
    sentiment: form.sentiment || null,
    happenedAt: isKept ? stands.happenedAt : at,
    followUp: moment ? { on: moment.day, minute: moment.minute } : null,
  };
}

/** "17 nov 2025 9:42", as it can be typed again. */
export const momentText = (ms: number) => `${shortDay(dayOf(ms))} ${clock(ms)}`;

/** The form of an interaction that stands. */
export function formOf(one: Interaction): InteractionForm {
  const followUp = one.followUpOn === null ? '' : shortDay(one.followUpOn) + (one.followUpMinute === null ? '' : ` ${minuteOfDay(one.followUpMinute)}`);
  return {
    kind: one.kind, channel: one.channel, direction: one.direction,
    text: [one.subject, one.notes].filter(Boolean).join('\n'),
    petId: one.petId === null ? '' : String(one.petId),
    sentiment: one.sentiment ?? '',
    followUp: one.followUpIsCompleted ? '' : followUp,
    outcome: one.outcome ?? '',
    minutes: one.durationMinutes === null ? '' : String(one.durationMinutes),
    when: momentText(one.happenedAt),
  };
}
