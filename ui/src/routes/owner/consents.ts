/** What an owner is asked about, care first. */
export const purposes = ['appointment_reminders', 'vaccination_reminders', 'promotions', 'newsletters', 'birthday_messages'] as const;

/** How an owner may have said it. */
export const sources = ['in_person', 'phone', 'whatsapp', 'email', 'form'] as const;

/** The wording that is shown and read aloud today: another text takes another number. */
export const wordingVersion = '2026-11';
