import { listen, type UnlistenFn } from '@tauri-apps/api/event';

import { announce } from '$lib/state/changes';
import { session } from '$lib/state/session.svelte';

/** Hear what the host says without being asked: records changed elsewhere, and a new day. */
export function listenToHost(): () => void {
  const stops: Promise<UnlistenFn>[] = [
    listen<{ topics: string[] }>('changed', ({ payload }) => announce(payload.topics)),
    listen<{ today: string }>('day-turned', ({ payload }) => session.turn(payload.today)),
  ];
  return () => {
    for (const stop of stops) void stop.then((run) => run()).catch(() => undefined);
  };
}
