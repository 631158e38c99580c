import { browser } from '$app/env';
import type { MarkAnswer } from '@plenary/domain/check-in/check-in.ts';
import type { MarkKind } from '@plenary/domain/check-in/check-in-tables.ts';
import { waitBefore } from '#lib/interest/tap.ts';
import {
  codeIn,
  merged,
  readState,
  readWaiting,
  secondsSince,
  withWaiting,
  type DoorState,
  type News,
  type WaitingMark,
} from './door.ts';

const TIMEOUT_MS = 10_000;
const REFRESH_MS = 15_000;
const MOST_AT_ONCE = 200;
const MOST_NEWS = 8;
const LISTS = 'plenary.door.';
const WAITING = 'plenary.door-waiting.';

interface Where {
  readonly eventId: string;
  readonly personId: string;
  /** Where marks are sent and the list is read. */
  readonly address: string;
}

/**
 * One helper's view of the door: the list, what they said, and what of it is still on its way. Marks are
 * kept in the browser's storage under a key of their own until the server has answered, so that neither
 * a dead battery nor a new version of the page loses one, and none is counted twice.
 */
export class Door {
  readonly #where: Where;
  #list = $state.raw<DoorState>({ asOf: '', people: [] });
  #waiting = $state.raw<readonly WaitingMark[]>([]);
  #news = $state.raw<readonly News[]>([]);
  #away = $state(false);
  #signedOut = $state(false);
  readonly #done = new Set<string>();
  #sending = false;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(where: Where, list: DoorState) {
    this.#where = where;
    this.#list = list;
  }

  /** Everybody as they stand, what waits counted in. */
  readonly people = $derived(
    this.#list.people.map((person) => withWaiting(person, this.#waiting, this.#list.asOf)),
  );
  readonly expected = $derived(this.people.length);
  readonly came = $derived(this.people.filter((person) => person.arrivedAt).length);
  readonly hereNow = $derived(this.people.filter((person) => person.arrivedAt && !person.leftAt).length);

  get asOf(): string {
    return this.#list.asOf;
  }
  get waiting(): number {
    return this.#waiting.length;
  }
  get news(): readonly News[] {
    return this.#news;
  }
  get away(): boolean {
    return this.#away;
  }
  get signedOut(): boolean {
    return this.#signedOut;
  }

  waits(invitationId: string): boolean {
    return this.#waiting.some((mark) => mark.invitationId === invitationId);
  }

  /** A list that came with the page; an older one than is known changes nothing. */
  take(list: DoorState): void {
    if (list.asOf > this.#list.asOf) this.#list = list;
  }

  /** Takes up what an earlier page left and keeps the list fresh; returns how to stop. */
  start(): () => void {
    forgetOthers(this.#where.personId);
    const kept = readState(read(this.#listKey));
    if (kept && kept.asOf > this.#list.asOf)
      this.#list = kept; // the page came from the device, and is older
    else this.#keepList();
    this.#waiting = readWaiting(read(this.#waitingKey));
    const online = () => this.#sendNow();
    const offline = () => (this.#away = true);
    addEventListener('online', online);
    addEventListener('offline', offline);
    const refresh = setInterval(() => {
      if (document.visibilityState === 'visible') void this.#send();
    }, REFRESH_MS);
    this.#away = !navigator.onLine;
    this.#sendNow();
    return () => {
      removeEventListener('online', online);
      removeEventListener('offline', offline);
      clearInterval(refresh);
      clearTimeout(this.#timer);
    };
  }

  /** A tap in the list. */
  say(invitationId: string, kind: MarkKind): void {
    this.#add({ ...newMark(kind), invitationId });
  }

  /** What a camera has read. */
  async scanned(text: string): Promise<void> {
    const code = codeIn(text);
    if (!code) {
      const nobody = { invitationId: null, name: '', state: null, since: null, by: null };
      const key = randomKey();
      this.#tell({ key, kind: 'here', name: '', answer: { key, outcome: 'unknown', ...nobody } });
      return;
    }
    const known = await this.#whose(code);
    this.#add({ ...newMark('here'), ...(known && { invitationId: known }), code });
  }

  /** The person of a code, by its digest; undefined for a code this device does not know. */
  async #whose(code: string): Promise<string | undefined> {
    if (!('subtle' in crypto)) return undefined; // only on https; the server will know
    const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(code)));
    const digest = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return this.#list.people.find((person) => person.digest === digest)?.id;
  }

  #add(mark: WaitingMark): void {
    this.#waiting = [...this.#waiting, mark];
    const name = this.#list.people.find((person) => person.id === mark.invitationId)?.name ?? '';
    this.#tell({ key: mark.key, kind: mark.kind, name, answer: undefined });
    this.#keepWaiting();
    this.#sendNow();
  }

  #tell(news: News): void {
    this.#news = [news, ...this.#news].slice(0, MOST_NEWS);
  }

  #sendNow(): void {
    this.#attempt = 0;
    void this.#send();
  }

  async #send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    clearTimeout(this.#timer);
    let reached = true;
    do reached = await this.#deliver(this.#waiting.slice(0, MOST_AT_ONCE));
    while (reached && this.#waiting.length > 0);
    this.#sending = false;
    this.#away = !reached;
    if (!reached) this.#timer = setTimeout(() => void this.#send(), waitBefore(this.#attempt++));
  }

  /** Sends marks, or asks for the list when there are none; whether the server has answered. */
  async #deliver(marks: readonly WaitingMark[]): Promise<boolean> {
    const { address, personId } = this.#where;
    const now = Date.now();
    const sent = marks.map(({ madeAt, ...mark }) => ({ ...mark, secondsAgo: secondsSince(madeAt, now) }));
    try {
      const response = await fetch(address, {
        ...(sent.length > 0 && {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ personId, marks: sent }),
        }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      this.#signedOut = response.status === 401 || response.status === 403;
      if (!response.ok) return false;
      const { answers, list } = (await response.json()) as { answers: MarkAnswer[]; list: DoorState }; // marks/+server.ts
      for (const { key } of marks) this.#done.add(key);
      this.#list = list;
      const answered = new Map(answers.map((answer) => [answer.key, answer]));
      this.#news = this.#news.map((news) => {
        const answer = answered.get(news.key) ?? news.answer;
        return { ...news, name: answer?.name || news.name, answer };
      });
    } catch {
      return false;
    }
    this.#waiting = this.#waiting.filter((mark) => !this.#done.has(mark.key));
    this.#keepWaiting();
    this.#keepList();
    return true;
  }

  get #listKey(): string {
    return `${LISTS}${this.#where.personId}.${this.#where.eventId}`;
  }

  get #waitingKey(): string {
    return `${WAITING}${this.#where.personId}.${this.#where.eventId}`;
  }

  #keepList(): void {
    keep(this.#listKey, JSON.stringify(this.#list));
  }

  /** Together with what another window of this helper has kept meanwhile. */
  #keepWaiting(): void {
    const all = merged(this.#waiting, readWaiting(read(this.#waitingKey)), this.#done);
    keep(this.#waitingKey, all.length > 0 ? JSON.stringify(all) : null);
  }
}

function newMark(kind: MarkKind): Pick<WaitingMark, 'key' | 'kind' | 'madeAt'> {
  return { key: randomKey(), kind, madeAt: Date.now() };
}

/** `randomUUID` is there on https only; random values are everywhere. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

/** Lists of helpers who used this device before. What they said and could not send has no names, and stays theirs. */
function forgetOthers(personId: string): void {
  try {
    for (const key of Object.keys(localStorage))
      if (key.startsWith(LISTS) && !key.startsWith(`${LISTS}${personId}.`)) localStorage.removeItem(key);
  } catch {
    // nothing is kept here
  }
}

function read(key: string): string | null {
  try {
    return browser ? localStorage.getItem(key) : null;
  } catch {
    return null;
  }
}

function keep(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // A browser that keeps nothing (private windows do that) still sends.
  }
}
