/** What comes as it comes, taken one by one in its order by one who waits for it. */
export class Mailbox<T> {
  readonly #items: T[] = [];
  #failure: { error: unknown } | null = null;
  #waiting: { resolve: (item: T) => void; reject: (error: unknown) => void } | null = null;

  put(item: T): void {
    if (this.#waiting) this.#waiting.resolve(item);
    else this.#items.push(item);
    this.#waiting = null;
  }

  /** Nothing is to be waited for any more: whoever does, or will, hears of it. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    this.#waiting?.reject(this.#failure.error);
    this.#waiting = null;
  }

  take(): Promise<T> {
    if (this.#failure) return Promise.reject(this.#failure.error);
    const [item] = this.#items;
    if (item !== undefined) return Promise.resolve(this.#items.shift() as T);
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }
}
