import { fail } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { phaseOf, type Event } from '@plenary/domain/events/event.ts';
import { eventGrid } from '@plenary/domain/events/event-queries.ts';
import { timestamp } from '@plenary/domain/kernel/clock.ts';
import type { DomainError } from '@plenary/domain/kernel/errors.ts';
import { earlierPlace } from '@plenary/domain/schedule/left-places.ts';
import { freeCells, type NotToTake } from '@plenary/domain/schedule/free-cells.ts';
import { headCountOf, headCountOpen, MOST_HEADS } from '@plenary/domain/schedule/head-count.ts';
import { swapChoices } from '@plenary/domain/schedule/swap-places.ts';
import type { NamedRefusal } from '@plenary/domain/schedule/refusal-names.ts';
import { m } from '#lib/paraglide/messages.js';
import { refuse } from '#lib/server/form.ts';
import { dayIn, momentIn, timeIn } from '#lib/when.ts';
import { areaName, placeInWords } from './place-words.ts';
import { priceInWords, refusalsInWords } from './price-words.ts';

/* What a session's page says on the day itself, and offers to those who lead it and to who runs the event. */

interface Asked {
  readonly locals: App.Locals;
  readonly event: Event;
  readonly sessionId: string;
  /** Where everybody sees it. */
  readonly place: { readonly startsAt: string; readonly endsAt: string } | null;
}

/** The free places for a session by slot, each with its price; null when nothing is to be taken now. */
export async function freePlaces({ locals, event, sessionId, place }: Asked, organises: boolean) {
  const { db, clock } = locals.app;
  const now = timestamp(clock.now());
  if (event.freeCells === 'nobody' && !organises) return null;
  if (phaseOf(event, now) !== 'running' || (place && place.startsAt <= now)) return null;
  const cells = Map.groupBy(await freeCells(db, event.id, sessionId, now), (cell) => cell.slotId);
  const { slots, areas } = await eventGrid(db, event.id);
  const names = new Map(areas.map((area) => [area.id, areaName(area)]));
  const today = dayIn(event.zone, now);
  return slots
    .filter((slot) => cells.has(slot.id))
    .map((slot) => {
      const day = dayIn(event.zone, slot.startsAt);
      const times = `${timeIn(event.zone, slot.startsAt)}–${timeIn(event.zone, slot.endsAt)}`;
      return {
        when: day === today ? times : `${day}, ${times}`,
        places: (cells.get(slot.id) ?? []).map(({ areaId, price }) => ({
          value: `${slot.id} ${areaId}`,
          area: names.get(areaId) ?? '',
          price: priceInWords(price),
        })),
      };
    });
}

/** What an organiser may let this session swap with now, as a choice with prices. */
export async function swapOptions({ locals, event, sessionId, place }: Asked) {
  const { db, clock } = locals.app;
  const now = timestamp(clock.now());
  if (!place || phaseOf(event, now) !== 'running') return [];
  return (await swapChoices(db, event.id, sessionId, now)).map((other) => ({
    value: other.sessionId,
    label: m.schedule_swap_option({
      headline: other.headline,
      place: placeInWords(other, event.zone),
      price: priceInWords(other.price),
    }),
  }));
}

/** How many were there, and whether it can be said now; null when there is neither. */
export async function headCount({ locals, event, sessionId, place }: Asked) {
  const { db, clock } = locals.app;
  const counted = await headCountOf(db, sessionId);
  const now = timestamp(clock.now());
  const open = place && headCountOpen(place, event.zone);
  const isOpen = open !== null && now >= open.from && now < open.until;
  if (!counted && !isOpen) return null;
  return {
    counted: counted && {
      people: counted.people,
      by: counted.by ?? m.schedule_board_somebody(),
      at: timeIn(event.zone, counted.countedAt),
    },
    isOpen,
    most: MOST_HEADS,
  };
}

/** In words where it was before the release that moved it or took it off; null when it never left a place, or the event is over. */
export async function leftPlace({ locals, event, sessionId, place }: Asked): Promise<string | null> {
  const now = timestamp(locals.app.clock.now());
  const left = await earlierPlace(locals.app.db, event.id, sessionId);
  if (!left || phaseOf(event, now) === 'past') return null;
  const words = { moment: momentIn(event.zone, left.leftAt), place: placeInWords(left, event.zone) };
  return place ? m.schedule_left_moved(words) : m.schedule_left_cancelled(words);
}

const NOT_TO_TAKE: Readonly<Record<NotToTake, () => string>> = {
  'not-on': m.schedule_free_not_on,
  begun: m.schedule_free_begun,
  'slot-closed': m.schedule_free_slot_closed,
  limited: m.schedule_free_limited,
  'not-placed': m.schedule_swap_not_placed,
};

/** Refuses a free place in words for the one who holds the phone. */
export function refusePlace(request: RequestEvent, problem: DomainError, values: Record<string, string>) {
  const failure = refuse(request, problem, values);
  const sentence = notTaken(problem, values);
  return sentence ? fail(failure.status, { refused: { ...failure.data.refused, sentence } }) : failure;
}

function notTaken(
  { code, params, subject }: DomainError,
  values: Record<string, string>,
): string | undefined {
  if (values['withId'] !== undefined && code === 'already-taken') return m.schedule_swap_planned();
  if (values['withId'] === undefined && !values['cell']) return m.schedule_free_choose();
  if (code === 'move-refused')
    return m.schedule_free_refused({ why: refusalsInWords(subject as readonly NamedRefusal[]) }); // moveRefused gives them
  if (code === 'already-taken') return m.schedule_free_planned();
  const why = Object.entries(NOT_TO_TAKE).find(([name]) => name === params['why']);
  return why?.[1]();
}

/** `slot area`, as the choice of a place is sent. */
export function cellOf(text: string | undefined) {
  const [slotId = '', areaId = ''] = (text ?? '').split(' ');
  return { slotId, areaId };
}
