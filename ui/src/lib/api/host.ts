import type { UnlistenFn } from '@tauri-apps/api/event';

import { care } from '$lib/state/care.svelte';
import { announce } from '$lib/state/changes';
import { session } from '$lib/state/session.svelte';
import { upkeep } from '$lib/state/upkeep.svelte';

import { events } from './bindings';

/** Hear what the host says without being asked: records changed elsewhere, and a new day. */
export function listenToHost(): () => void {
  const stops: Promise<UnlistenFn>[] = [
    events.changed.listen(({ payload }) => announce(payload.topics)),
    events.figuresProgress.listen(({ payload }) => upkeep.hear(payload)),
    events.healthSeen.listen(({ payload }) => (care.condition = payload.condition)),
    events.writesWait.listen(({ payload }) => (care.isWaiting = payload.isWaiting)),
    events.dayTurned.listen(({ payload }) => session.turn(payload.today)),
  ];
  return () => {
    for (const stop of stops) void stop.then((run) => run()).catch(() => undefined);
  };
}
