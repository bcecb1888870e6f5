import type { FollowUpInput } from '$lib/api/commands';
import { addDays, weekday, type Day } from '$lib/words/days';

const sunday = 6;

/** When somebody who did not answer is called again: the next day at the same hour, but not on a Sunday. */
export function nextTry(minute: number | null, today: Day): FollowUpInput {
  const tomorrow = addDays(today, 1);
  return { on: weekday(tomorrow) === sunday ? addDays(tomorrow, 1) : tomorrow, minute };
}
