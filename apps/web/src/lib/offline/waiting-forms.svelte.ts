import { browser } from '$app/env';
import { deserialize } from '$app/forms';
import { waitBefore } from '#lib/interest/tap.ts';
import type { Refused } from '#lib/server/form.ts';
import { readWaitingForms, type WaitingForm } from './waiting-form.ts';

export const PATIENCE_MS = 15_000;

/** What became of one attempt; `later`: nobody was reached, or not now. */
type Outcome =
  { readonly kind: 'taken' | 'later' | 'signed-out' } | { readonly kind: 'refused'; readonly why: string };

/**
 * One person's forms on their way to the server: kept in the browser's storage, sent when the network
 * is back, again and again until the server answers. Its key makes a form count once.
 */
class WaitingForms {
  forms = $state.raw<readonly WaitingForm[]>([]);
  /** What has arrived since the page was loaded. */
  sent = $state.raw<readonly string[]>([]);
  signedOut = $state(false);
  readonly #personId: string;
  readonly #storedAs: string;
  readonly #usedKeys = new Set<string>();
  #sending = false;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(personId: string) {
    this.#personId = personId;
    this.#storedAs = `plenary.forms.${personId}`;
  }

  /** Takes up what an earlier page left, and begins to send. */
  start(): void {
    this.#read();
    addEventListener('online', () => this.#sendNow());
    // Another tab has kept or sent one.
    addEventListener('storage', ({ key }) => key === this.#storedAs && this.#read());
    this.#sendNow();
  }

  /** Gives a form a key that none had that was kept: a page that was kept itself always shows the same. */
  renew(fields: FormData): void {
    const key = String(fields.get('_key') ?? '');
    const isKeptPage = document.documentElement.dataset['keptAt'] !== undefined;
    if (key === '' || isKeptPage || this.#usedKeys.has(key)) fields.set('_key', crypto.randomUUID());
  }

  keep(action: URL, fields: FormData, label: string): void {
    const key = String(fields.get('_key'));
    const texts = [...fields].flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    );
    this.#usedKeys.add(key);
    this.#keep([...this.forms, { key, to: action.pathname + action.search, fields: texts, label }]);
    this.#later();
  }

  discard(key: string): void {
    this.#keep(this.forms.filter((form) => form.key !== key));
  }

  #sendNow(): void {
    this.#attempt = 0;
    void this.#send();
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#send(), waitBefore(this.#attempt++));
  }

  async #send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    let left = false;
    for (const form of this.forms) {
      if (form.refusal !== undefined) continue;
      const outcome = await this.#deliver(form);
      this.signedOut = outcome.kind === 'signed-out';
      if (outcome.kind === 'taken') {
        this.sent = [...this.sent, form.label];
        this.discard(form.key);
      } else if (outcome.kind === 'refused') {
        const refused = { ...form, refusal: outcome.why };
        this.#keep(this.forms.map((one) => (one.key === form.key ? refused : one)));
      } else left = true;
    }
    this.#sending = false;
    if (left) this.#later();
  }

  async #deliver({ to, fields }: WaitingForm): Promise<Outcome> {
    try {
      const response = await fetch(to, {
        method: 'POST',
        headers: { accept: 'application/json', 'x-sveltekit-action': 'true' },
        body: new URLSearchParams([
          ...fields.map(([name, value]) => [name, value]),
          ['_person', this.#personId],
        ]),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (response.status === 401) return { kind: 'signed-out' };
      if (response.status === 429 || response.status >= 500) return { kind: 'later' };
      const result = deserialize(await response.text());
      if (result.type === 'redirect' && result.location.startsWith('/sign-in')) return { kind: 'signed-out' };
      if (result.type === 'success' || result.type === 'redirect') return { kind: 'taken' };
      if (result.type === 'error')
        return { kind: 'refused', why: String(result.error?.message ?? response.status) };
      const { refused } = (result.data ?? {}) as Partial<Refused>; // what server/form.ts answers
      return { kind: 'refused', why: refused?.sentence ?? String(response.status) };
    } catch {
      return { kind: 'later' };
    }
  }

  #read(): void {
    try {
      this.forms = readWaitingForms(localStorage.getItem(this.#storedAs));
    } catch {
      // A browser that keeps nothing: what waits lives as long as the page.
    }
  }

  #keep(forms: readonly WaitingForm[]): void {
    this.forms = forms;
    try {
      if (forms.length > 0) localStorage.setItem(this.#storedAs, JSON.stringify(forms));
      else localStorage.removeItem(this.#storedAs);
    } catch {
      // as above
    }
  }
}

const known = new Map<string, WaitingForms>();

/** One person's waiting forms. On the server, none. */
export function waitingFormsOf(personId: string): WaitingForms {
  const found = known.get(personId);
  if (found) return found;
  const made = new WaitingForms(personId);
  if (browser) {
    known.set(personId, made);
    setTimeout(() => made.start()); // after the page has taken over what the server rendered
  }
  return made;
}
