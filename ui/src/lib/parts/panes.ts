/** The regions that F6 goes round: landmarks and labelled regions that are in sight. */
const paneSelector = 'nav, [role="search"], header [role="group"], main section[aria-label], main section[aria-labelledby], main aside, main [role="grid"]';
const focusable = 'a[href], button:not([disabled]), input, select, textarea, [tabindex="0"]';

/** Move the focus to the first control of the next region. */
export function nextPane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>(paneSelector)].filter(
    (pane) => pane.checkVisibility() && pane.querySelector(focusable),
  );
  if (panes.length === 0) return;
  // The innermost region holds the focus: the last one in document order that contains it.
  const current = panes.findLastIndex((pane) => pane.contains(document.activeElement));
  const next = panes[(Math.max(current, step === 1 ? -1 : 0) + step + panes.length) % panes.length];
  next?.querySelector<HTMLElement>(focusable)?.focus();
}
