import type { Wall } from '@plenary/domain/wall/wall-queries.ts';

/*
 * What a screen shows at a moment, worked out in the browser: a screen without a network goes on
 * with the day it knows.
 */

export type WallSession = Wall['schedule']['sessions'][number];
export type LeftSession = Wall['schedule']['left'][number];
export type WallSlot = Wall['schedule']['slots'][number];

export interface AreaView {
  readonly id: string;
  readonly label: string;
  readonly name: string;
  readonly running: WallSession | undefined;
  readonly next: WallSession | undefined;
  /** What people may come here for in vain: it was to run now, or soon. */
  readonly left: readonly LeftSession[];
  /** What was said of it at its door. */
  readonly said: Wall['rooms']['statuses'][number] | undefined;
  /** Ended before its time, which is not over yet. */
  readonly endedEarly: { readonly headline: string; readonly endsAt: string } | undefined;
  /** `running` goes on longer than planned: what `next` has to wait for. */
  readonly runsLonger: boolean;
  /** All that is still to come there on the day of `next`, `next` first. */
  readonly later: readonly WallSession[];
}

export interface WallView {
  /** In the order of the grid; areas that were released and are gone since come last. */
  readonly areas: readonly AreaView[];
  /** A plenary, a break or a social event that runs now. */
  readonly together: WallSlot | undefined;
  /** What begins next, for everybody or in areas; undefined when all is over. */
  readonly nextTogether: WallSlot | undefined;
  /** When the next sessions begin. */
  readonly nextSessionsAt: string | undefined;
}

/** What is needed of a wall to say what is on. */
export interface Shown {
  readonly event: Pick<Wall['event'], 'zone'>;
  readonly rooms: Wall['rooms'];
  readonly schedule: Pick<Wall['schedule'], 'slots' | 'sessions' | 'left'> & {
    readonly areas: readonly Pick<Wall['schedule']['areas'][number], 'id' | 'label' | 'name'>[];
  };
}

/** How long before its start people set out for a session. */
const SOON_MS = 3_600_000;

/** `now` and all times are UTC text, which sorts by time. */
export function viewWall({ schedule, event, rooms }: Shown, now: string): WallView {
  const today = dateOf(now, event.zone);
  const isToday = (instant: string): boolean => dateOf(instant, event.zone) === today;
  const ends = new Map(rooms.ends.map((end) => [`${end.sessionId} ${end.startsAt}`, end]));
  const endOf = (session: WallSession) => ends.get(`${session.id} ${session.startsAt}`);
  const sessions = schedule.sessions
    .map((session) => ({ ...session, endsAt: endOf(session)?.endsAt ?? session.endsAt }))
    .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  const byArea = Map.groupBy(sessions, (session) => session.areaId);
  const known = schedule.areas.map(({ id, label, name }) => ({ id, label, name }));
  const gone = [...byArea]
    .filter(([id]) => !known.some((area) => area.id === id))
    .map(([id, held]) => ({ id, label: held[0]?.areaLabel ?? '', name: '' }));
  const soon = new Date(Date.parse(now) + SOON_MS).toISOString();
  const left = schedule.left.filter((place) => place.endsAt > now && place.startsAt <= soon);
  const together = schedule.slots.filter((slot) => slot.kind !== 'sessions');
  return {
    areas: [...known, ...gone].map((area) => {
      const held = byArea.get(area.id) ?? [];
      const running = held.find((session) => isOn(session, now));
      const ended = held.find((session) => {
        const end = endOf(session);
        return end && end.endsAt <= now && now < end.plannedEnd;
      });
      // What would have begun waits for what runs longer.
      const waits = (session: WallSession): boolean => session !== running && isOn(session, now);
      const later = held.filter(
        (session) => waits(session) || (session.startsAt > now && isToday(session.startsAt)),
      );
      return {
        ...area,
        running,
        said: rooms.statuses.find((one) => one.areaId === area.id && one.endsAt > now),
        endedEarly: running ? undefined : ended,
        runsLonger: running !== undefined && running.endsAt > (endOf(running)?.plannedEnd ?? running.endsAt),
        next: later[0],
        left: left.filter((place) => place.areaId === area.id),
        later,
      };
    }),
    together: together.find((slot) => isOn(slot, now)),
    nextTogether: together.filter((slot) => slot.startsAt > now).toSorted(byStart)[0],
    nextSessionsAt: sessions.find((session) => session.startsAt > now)?.startsAt,
  };
}

function isOn({ startsAt, endsAt }: { startsAt: string; endsAt: string }, now: string): boolean {
  return startsAt <= now && now < endsAt;
}

function byStart(a: WallSlot, b: WallSlot): number {
  return a.startsAt < b.startsAt ? -1 : 1;
}

const dates = new Map<string, Intl.DateTimeFormat>();

function dateOf(instant: string, zone: string): string {
  let format = dates.get(zone);
  if (!format)
    dates.set(zone, (format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })));
  return format.format(new Date(instant));
}
