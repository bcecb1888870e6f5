import { firstLook } from '$lib/api/begun';
import type { Settings } from '$lib/api/commands';
import { catalogs, learn } from '$lib/words/catalog';
import { isLanguage, localeOf, type Language } from '$lib/words/language';

export type Theme = 'system' | 'light' | 'dark';

/** Text sizes on offer, in percent of the design's size. */
export const textSizes = [87.5, 100, 112.5, 125, 150] as const;

interface Appearance {
  theme: Theme;
  textSize: number;
  language: Language;
  /** With which screen the window begins. */
  startScreen: string;
}

// Read by src/begin.js before the first paint, where no clinic is open by then.
const kept = 'huella.appearance';
/** What is kept is written behind the change, which does not wait for the engine's storage. */
const BEHIND = 1_000;

function read({ theme, textSize, language, startScreen }: Partial<Record<keyof Appearance, unknown>>): Appearance {
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    textSize: typeof textSize === 'number' && textSize >= 87.5 && textSize <= 150 ? textSize : 100,
    language: isLanguage(language) ? language : 'es',
    startScreen: typeof startScreen === 'string' ? startScreen : '',
  };
}

/** How this PC shows the clinic: theme, text size and language, as its settings say. Kept beside the window for when none is open. */
class Preferences {
  #appearance = $state<Appearance>(read(firstLook()));
  #systemIsDark = $state(false);
  #keeps?: ReturnType<typeof setTimeout>;

  constructor() {
    const system = matchMedia('(prefers-color-scheme: dark)');
    this.#systemIsDark = system.matches;
    system.addEventListener('change', (event) => {
      this.#systemIsDark = event.matches;
      this.#stamp();
    });
  }

  get theme(): Theme {
    return this.#appearance.theme;
  }

  get textSize(): number {
    return this.#appearance.textSize;
  }

  get language(): Language {
    return this.#appearance.language;
  }

  get startScreen(): string {
    return this.#appearance.startScreen;
  }

  get locale(): string {
    return localeOf[this.#appearance.language];
  }

  get isDark(): boolean {
    return this.theme === 'dark' || (this.theme === 'system' && this.#systemIsDark);
  }

  /** As the clinic's settings say. */
  follow(settings: Settings): void {
    this.change(read(settings));
  }

  change(part: Partial<Appearance>): void {
    const { language } = part;
    if (language !== undefined && !catalogs[language]) {
      // In the language of before until the new one is read.
      part = { ...part, language: this.language };
      void learn(language).then(() => this.change({ language }));
    }
    this.#appearance = { ...this.#appearance, ...part };
    this.#stamp();
    clearTimeout(this.#keeps);
    this.#keeps = setTimeout(() => localStorage.setItem(kept, JSON.stringify(this.#appearance)), BEHIND);
  }

  #stamp(): void {
    const root = document.documentElement;
    root.dataset.theme = this.isDark ? 'dark' : 'light';
    root.style.fontSize = `${this.textSize}%`;
    root.lang = this.locale;
  }
}

export const preferences = new Preferences();
