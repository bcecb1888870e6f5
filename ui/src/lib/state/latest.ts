/** Numbers questions, so that a late answer never overwrites a newer one. */
export class Latest {
  #asked = 0;

  /** The answer, or nothing where a newer question was asked meanwhile; its failure counts as little then. */
  async of<T>(ask: () => Promise<T>): Promise<{ value: T } | undefined> {
    const number = ++this.#asked;
    try {
      const value = await ask();
      return number === this.#asked ? { value } : undefined;
    } catch (error) {
      if (number === this.#asked) throw error;
      return undefined;
    }
  }

  /** Answers still under way are no longer wanted. */
  forget(): void {
    this.#asked += 1;
  }
}
