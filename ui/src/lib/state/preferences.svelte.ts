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

// The same key is read by src/begin.js before the first paint.
const kept = 'huella.appearance';
const defaults: Appearance = { theme: 'system', textSize: 100, language: 'es', startScreen: '' };

function read(): Appearance {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(kept) ?? '{}');
    const { theme, textSize, language, startScreen } = { ...defaults, ...(found as Partial<Appearance>) };
    return {
      theme: theme === 'light' || theme === 'dark' ? theme : 'system',
      textSize: textSize >= 87.5 && textSize <= 150 ? textSize : 100,
      language: isLanguage(language) ? language : 'es',
      startScreen: typeof startScreen === 'string' ? startScreen : '',
    };
  } catch {
    return defaults;
  }
}

/** How this PC shows the clinic: theme, text size and language. Kept beside the window, not in the clinic's data. */
class Preferences {
  #appearance = $state<Appearance>(defaults);
  #systemIsDark = $state(false);

  constructor() {
    this.#appearance = read();
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

  change(part: Partial<Appearance>): void {
    const { language } = part;
    if (language !== undefined && !catalogs[language]) {
      // In the language of before until the new one is read.
      part = { ...part, language: this.language };
      void learn(language).then(() => this.change({ language }));
    }
    this.#appearance = { ...this.#appearance, ...part };
    localStorage.setItem(kept, JSON.stringify(this.#appearance));
    this.#stamp();
  }

  #stamp(): void {
    const root = document.documentElement;
    root.dataset.theme = this.isDark ? 'dark' : 'light';
    root.style.fontSize = `${this.textSize}%`;
    root.lang = this.locale;
  }
}

export const preferences = new Preferences();
