import type { InterestLevel } from '@plenary/domain/interest/interest-tables.ts';

/** Something said about one session that the server may not know yet. */
export interface Tap {
  readonly sessionId: string;
  /** Where it is sent: the event's own address for answers. */
  readonly to: string;
  readonly level?: InterestLevel | 'unanswered';
  readonly canHelpLead?: boolean;
  /** Tells a tap from a later one about the same session. */
  readonly number: number;
}

/** What counts, as the server or the page says it. */
export interface Answer {
  readonly level: InterestLevel | null;
  readonly canHelpLead: boolean;
  readonly leads: boolean;
}

/** A later tap about the same session: what it says replaces what was said, the rest stays. */
export function joined(earlier: Tap | undefined, later: Tap): Tap {
  return { ...earlier, ...later };
}

/** What to show while a tap is on its way; the same rules as the domain's `say-interest`. */
export function withTap(known: Answer, tap: Tap | undefined): Answer {
  if (!tap || known.leads) return known;
  if (tap.level === 'unanswered') return { level: null, canHelpLead: false, leads: false };
  return {
    level: tap.level ?? known.level ?? 'want',
    canHelpLead: tap.canHelpLead ?? known.canHelpLead,
    leads: false,
  };
}

/** Milliseconds to wait before trying again: one second, doubling, at most half a minute. */
export function waitBefore(attempt: number): number {
  return Math.min(1000 * 2 ** attempt, 30_000);
}

/** The taps that were kept on this device; whatever is not one is dropped. */
export function readTaps(stored: string | null): Tap[] {
  try {
    const list: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(list) ? list.filter(isTap) : [];
  } catch {
    return [];
  }
}

function isTap(value: unknown): value is Tap {
  if (typeof value !== 'object' || value === null) return false;
  const tap: Partial<Record<keyof Tap, unknown>> = value;
  // Kept taps are sent to our own pages only, whatever was written into the storage.
  return (
    typeof tap.sessionId === 'string' &&
    typeof tap.to === 'string' &&
    /^\/[\w-]+\/interest\/say$/.test(tap.to)
  );
}
