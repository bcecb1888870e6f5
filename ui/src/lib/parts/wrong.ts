import { tick } from 'svelte';

/** Once what was sent has been looked at, the keyboard goes to the first field of the dialog that was refused. */
export async function toWhatIsWrong(sent: unknown): Promise<void> {
  await sent;
  await tick();
  const dialog = [...document.querySelectorAll('dialog[open]')].at(-1);
  dialog?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
