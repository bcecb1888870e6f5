/**
 * A list whose rows are walked with the arrows: Enter opens one (it is a link), and Ctrl+Enter does what its button marked
 * `data-act` does. The keyboard stays where the row was, so that settling one leads on to the next.
 */
export function rows(list: HTMLElement): () => void {
  const links = () => [...list.querySelectorAll<HTMLElement>('li a')];
  const rowOf = (element: Element | null) => element?.closest('li') ?? null;

  const stay = async (index: number): Promise<void> => {
    for (let frame = 0; frame < 60; frame++) {
      await new Promise(requestAnimationFrame);
      // Somebody who went elsewhere meanwhile stays there.
      if (document.activeElement && !document.activeElement.matches('body, main') && !list.contains(document.activeElement)) return;
      if (!list.contains(document.activeElement)) links()[Math.min(index, links().length - 1)]?.focus();
    }
  };

  const hear = (event: KeyboardEvent): void => {
    const row = rowOf(event.target as Element);
    const all = links();
    const at = all.findIndex((link) => rowOf(link) === row);
    if (row === null || at < 0 || event.altKey || event.metaKey) return;
    if (event.key === 'Enter' && event.ctrlKey) {
      const button = row.querySelector<HTMLButtonElement>('[data-act]');
      if (!button) return;
      event.preventDefault();
      button.click();
      void stay(at);
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && !event.ctrlKey && !event.shiftKey) {
      event.preventDefault();
      all[Math.min(Math.max(at + (event.key === 'ArrowDown' ? 1 : -1), 0), all.length - 1)]?.focus();
    }
  };
  list.addEventListener('keydown', hear);
  return () => list.removeEventListener('keydown', hear);
}
