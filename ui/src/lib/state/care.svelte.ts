import { complain } from '$lib/api/call';
import { api } from '$lib/api/commands';
import type { Condition } from '$lib/api/commands';

/** Whether the data are sound, and whether what was saved waits for another program. */
class Care {
  condition = $state.raw<Condition>();
  isWaiting = $state(false);
  isLooking = $state(false);

  async ask(): Promise<void> {
    this.condition = await api.healthGet();
  }

  /** Look at everything now. Gives whether all is well. */
  async look(): Promise<boolean> {
    this.isLooking = true;
    try {
      this.condition = await api.healthLook();
    } catch (error) {
      complain(error);
    }
    this.isLooking = false;
    return this.condition?.faults.length === 0;
  }

  async giveUp(): Promise<void> {
    try {
      await api.healthGiveUp();
    } catch (error) {
      complain(error);
    }
  }
}

export const care = new Care();
