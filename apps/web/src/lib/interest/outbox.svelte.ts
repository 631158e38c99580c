import { browser } from '$app/env';
import { pushOffer } from '#lib/push/push-offer.svelte.ts';
import { joined, readTaps, waitBefore, withTap, type Answer, type Tap } from './tap.ts';

const TIMEOUT_MS = 10_000;

/** What became of one attempt: answered; refused for now; or nobody was reached at all. */
type Outcome = 'answered' | 'later' | 'away';

/**
 * Taps on their way to the server. Each is shown at once, kept in the browser's storage until the
 * server has answered, and sent again when the network was away: after a second, then less and less
 * often, and at once when the browser says it is online. One tap a session is enough: a later one
 * takes the earlier one's place, so sending twice does no harm.
 */
class Outbox {
  readonly #personId: string;
  readonly #key: string;
  /** By session: not answered by the server yet. */
  #taps = $state<Record<string, Tap>>({});
  /** By session: what the server answered since the page was loaded. */
  #answers = $state<Record<string, Answer>>({});
  /** By session: why the server did not take it. */
  #refusals = $state<Record<string, string>>({});
  /** The last attempt failed; what is kept is shown as waiting. */
  #away = $state(false);
  #signedOut = $state(false);
  #sending = false;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #number = Date.now();

  constructor(personId: string) {
    this.#personId = personId;
    this.#key = `plenary.interest.${personId}`;
  }

  /** Takes up what an earlier page left, and begins to send. */
  start(): void {
    for (const tap of readTaps(read(this.#key))) this.#taps[tap.sessionId] ??= tap;
    addEventListener('online', () => this.#sendNow());
    addEventListener('offline', () => (this.#away = true));
    this.#sendNow();
  }

  tap(tap: Omit<Tap, 'number'>): void {
    const later = { ...tap, number: this.#number++ };
    this.#taps[tap.sessionId] = joined(this.#taps[tap.sessionId], later);
    delete this.#refusals[tap.sessionId];
    this.#keep();
    if (tap.level === 'want' || tap.level === 'must') pushOffer.starred();
    if (!this.#away || navigator.onLine) this.#sendNow();
  }

  /** What to show for a session, given what the page was loaded with. */
  shown(sessionId: string, loaded: Answer): Answer {
    const known = loaded.leads ? loaded : (this.#answers[sessionId] ?? loaded);
    return withTap(known, this.#taps[sessionId]);
  }

  state(sessionId: string): 'sent' | 'waiting' | 'signed-out' {
    if (!this.#away || !this.#taps[sessionId]) return 'sent';
    return this.#signedOut ? 'signed-out' : 'waiting';
  }

  refusal(sessionId: string): string | undefined {
    return this.#refusals[sessionId];
  }

  #sendNow(): void {
    this.#attempt = 0;
    void this.#send();
  }

  async #send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    clearTimeout(this.#timer);
    const tried = new Set<number>();
    let outcome: Outcome = 'answered';
    let failed = false;
    for (let tap = this.#next(tried); tap && outcome !== 'away'; tap = this.#next(tried)) {
      tried.add(tap.number);
      outcome = await this.#deliver(tap);
      failed ||= outcome !== 'answered';
    }
    this.#sending = false;
    this.#away = failed || !navigator.onLine;
    if (failed) this.#timer = setTimeout(() => void this.#send(), waitBefore(this.#attempt++));
  }

  /** The next tap that this round has not tried: one that is refused does not hold up the others. */
  #next(tried: ReadonlySet<number>): Tap | undefined {
    return Object.values(this.#taps).find((tap) => !tried.has(tap.number));
  }

  async #deliver(tap: Tap): Promise<Outcome> {
    const { sessionId, level, canHelpLead } = tap;
    try {
      const response = await fetch(tap.to, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ personId: this.#personId, sessionId, level, canHelpLead }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      this.#signedOut = response.status === 401;
      if (response.status === 401 || response.status === 429 || response.status >= 500) return 'later';
      if (response.ok)
        this.#answers[sessionId] = (await response.json()) as Answer; // what interest/say/+server.ts answers
      else this.#refusals[sessionId] = await sentenceOf(response);
    } catch {
      return 'away';
    }
    if (this.#taps[sessionId]?.number === tap.number) delete this.#taps[sessionId];
    this.#keep();
    return 'answered';
  }

  #keep(): void {
    try {
      const taps = Object.values(this.#taps);
      if (taps.length > 0) localStorage.setItem(this.#key, JSON.stringify(taps));
      else localStorage.removeItem(this.#key);
    } catch {
      // A browser that keeps nothing (private windows do that) still sends.
    }
  }
}

async function sentenceOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null);
  const sentence = typeof body === 'object' && body !== null && 'sentence' in body ? body.sentence : null;
  return typeof sentence === 'string' ? sentence : String(response.status);
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

const outboxes = new Map<string, Outbox>();

/** One person's outbox: one for all the page's buttons. On the server, an empty one that keeps nothing. */
export function outboxOf(personId: string): Outbox {
  const known = outboxes.get(personId);
  if (known) return known;
  const outbox = new Outbox(personId);
  if (browser) {
    outboxes.set(personId, outbox);
    // After the page has taken over what the server rendered: kept taps may change it.
    setTimeout(() => outbox.start());
  }
  return outbox;
}
