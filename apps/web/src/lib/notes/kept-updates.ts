import { fromBase64, toBase64 } from './base64.ts';

/**
 * What was typed and is not on the server yet, kept on the device so that it outlives the page. Each open page has a
 * place of its own; a page that is opened later takes over what earlier ones left.
 */
export class KeptUpdates {
  readonly #prefix: string;
  readonly #own: string;
  /** What others left, as it was read. Removed once it is on the server, unless it was written to meanwhile. */
  readonly #found = new Map<string, string>();

  constructor(personId: string, sessionId: string, client: number) {
    this.#prefix = `plenary-notes ${personId} ${sessionId} `;
    this.#own = this.#prefix + client;
  }

  /** What earlier pages left behind. */
  read(): Uint8Array[] {
    try {
      for (const key of Object.keys(localStorage))
        if (key.startsWith(this.#prefix) && key !== this.#own)
          this.#found.set(key, localStorage.getItem(key) ?? '');
      return [...this.#found.values()].filter(Boolean).map(fromBase64);
    } catch {
      return []; // no storage, or something in it that is not ours
    }
  }

  write(update: Uint8Array): void {
    try {
      localStorage.setItem(this.#own, toBase64(update));
    } catch {
      // Full, or not allowed: the text is still in the page.
    }
  }

  /** Everything is on the server. */
  forget(): void {
    try {
      localStorage.removeItem(this.#own);
      for (const [key, was] of this.#found)
        if (localStorage.getItem(key) === was) localStorage.removeItem(key);
      this.#found.clear();
    } catch {
      // as above
    }
  }
}
