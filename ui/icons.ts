import type { Plugin } from 'vite';

type Node = [tag: string, attributes: Record<string, string>];

/**
 * Lucide's icons as plain markup. The package builds each from data by code for every case there is; a screen shows
 * dozens, most of them before the window can be used. What they take here: a class, and a name read aloud. Size and stroke are
 * in base.css.
 */
export const plainIcons = (): Plugin => ({
  name: 'plain-icons',
  enforce: 'pre',
  transform: {
    filter: { id: /@lucide[\\/]svelte[\\/]dist[\\/]icons[\\/][^\\/]+\.svelte$/ },
    handler(source, id) {
      const data = /const iconData = (\{.*\});/.exec(source)?.[1];
      if (data === undefined) throw new Error(`no icon in ${id}`);
      const { name, size, node } = JSON.parse(data) as { name: string; size: number; node: Node[] };
      const shapes = node.map(([tag, attributes]) => {
        const written = Object.entries(attributes).map(([attribute, value]) => ` ${attribute}="${value}"`);
        return `<${tag}${written.join('')} />`;
      });
      return `<script>const { class: own = '', 'aria-label': label } = $props();</script>
<svg viewBox="0 0 ${size} ${size}" class="lucide lucide-${name} {own}" aria-label={label} aria-hidden={label === undefined ? 'true' : undefined}>${shapes.join('')}</svg>`;
    },
  },
});
