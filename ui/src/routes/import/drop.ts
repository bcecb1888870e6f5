import { listen, type UnlistenFn } from '@tauri-apps/api/event';

import { events } from '$lib/api/bindings';
import type { Source } from '$lib/api/commands';

interface Answers {
  over: (isOver: boolean) => void;
  drop: (source: Source) => void;
}

/**
 * Hear of files dragged onto the window. Paths never reach the page: the host takes the drop, opens what was dropped
 * and sends its name and a token.
 */
export function onDrop(answers: Answers): () => void {
  const stops: Promise<UnlistenFn>[] = [
    listen('tauri://drag-enter', () => answers.over(true)),
    listen('tauri://drag-leave', () => answers.over(false)),
    events.sourceDropped.listen(({ payload }) => {
      answers.over(false);
      answers.drop(payload.source);
    }),
  ];
  return () => {
    for (const stop of stops) void stop.then((run) => run()).catch(() => undefined);
  };
}
