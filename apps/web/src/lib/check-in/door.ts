import type { MarkAnswer } from '@plenary/domain/check-in/check-in.ts';
import type { MarkKind } from '@plenary/domain/check-in/check-in-tables.ts';
import type { DoorPerson } from '@plenary/domain/check-in/door-queries.ts';

/** The list of a door as a device knows it. */
export interface DoorState {
  /** When the server wrote it. */
  readonly asOf: string;
  readonly people: readonly DoorPerson[];
}

/** Something said at the door that the server may not know yet. No name: it is kept on the device. */
export interface WaitingMark {
  readonly key: string;
  readonly kind: MarkKind;
  readonly invitationId?: string;
  readonly code?: string;
  /** On this device's clock, which may be wrong; only its difference to now is ever used. */
  readonly madeAt: number;
}

/** One line of “last check-ins”: what was said, and what became of it. */
export interface News {
  readonly key: string;
  readonly kind: MarkKind;
  readonly name: string;
  readonly answer: MarkAnswer | undefined;
}

const DAY_SECONDS = 86_400;
/** What the action takes at most. */
const OLDEST_SECONDS = 14 * DAY_SECONDS;

/** Whole seconds since a mark was made. Never negative: a clock that was put back says “now”. */
export function secondsSince(madeAt: number, now: number): number {
  return Math.min(Math.max(0, Math.round((now - madeAt) / 1000)), OLDEST_SECONDS);
}

/** The code in what a camera has read: our address, of whatever host, or the bare code; else undefined. */
export function codeIn(read: string): string | undefined {
  return /^(?:https?:\/\/[^/\s]+\/check-in\/)?([0-9a-z]{26}\.[\w-]{22})$/.exec(read.trim())?.[1];
}

/** A person as they stand when the marks that wait are counted in; the same rules as the domain's `presenceAfter`. */
export function withWaiting(person: DoorPerson, waiting: readonly WaitingMark[], asOf: string): DoorPerson {
  return waiting
    .filter((mark) => mark.invitationId === person.id)
    .reduce((known, { kind }) => after(known, kind, asOf), person);
}

function after(person: DoorPerson, kind: MarkKind, now: string): DoorPerson {
  switch (kind) {
    case 'here':
      return { ...person, arrivedAt: person.arrivedAt ?? now, leftAt: null };
    case 'left':
      return person.arrivedAt ? { ...person, leftAt: now } : person;
    case 'undo':
      return { ...person, arrivedAt: null, arrivedBy: null, leftAt: null };
  }
}

/** Marks of this device and those another window has kept, each once; `done` are answered. */
export function merged(
  own: readonly WaitingMark[],
  kept: readonly WaitingMark[],
  done: ReadonlySet<string>,
): WaitingMark[] {
  const byKey = new Map([...kept, ...own].map((mark) => [mark.key, mark]));
  return [...byKey.values()].filter((mark) => !done.has(mark.key)).toSorted((a, b) => a.madeAt - b.madeAt);
}

/** The marks that were kept on this device; whatever is not one is dropped. */
export function readWaiting(stored: string | null): WaitingMark[] {
  const list = parsed(stored);
  return Array.isArray(list) ? list.filter(isWaiting) : [];
}

/** The list that was kept on this device. */
export function readState(stored: string | null): DoorState | undefined {
  const state = parsed(stored);
  if (typeof state !== 'object' || state === null) return undefined;
  const { asOf, people }: Partial<Record<keyof DoorState, unknown>> = state;
  // Written by this module alone, so its people are what the server sent.
  return typeof asOf === 'string' && Array.isArray(people)
    ? { asOf, people: people as DoorPerson[] }
    : undefined;
}

function parsed(stored: string | null): unknown {
  try {
    return JSON.parse(stored ?? 'null');
  } catch {
    return null;
  }
}

function isWaiting(value: unknown): value is WaitingMark {
  if (typeof value !== 'object' || value === null) return false;
  const mark: Partial<Record<keyof WaitingMark, unknown>> = value;
  return (
    typeof mark.key === 'string' &&
    typeof mark.madeAt === 'number' &&
    (mark.kind === 'here' || mark.kind === 'left' || mark.kind === 'undo') &&
    (typeof mark.invitationId === 'string' || typeof mark.code === 'string')
  );
}

/** Whether a name holds all the words typed, whatever their case and accents. */
export function nameHas(name: string, typed: string): boolean {
  const plain = folded(name);
  return folded(typed)
    .split(/\s+/)
    .every((word) => plain.includes(word));
}

function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
