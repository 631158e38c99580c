import { NONE, type Timetable } from './timetable.ts';

/** Cells tried before giving up on keeping all pins at once; events have a few dozen pins at most. */
const MAX_TRIES = 20_000;

/**
 * Places pinned sessions so that all pins hold together, if that is possible: a pin without an area
 * must not take the only area that another one can use. Returns false, with nothing changed, when
 * no such way was found.
 */
export function placePins(timetable: Timetable): boolean {
  const { compiled } = timetable;
  const { sessionCount, pinned, starts, usable } = compiled;
  const pins: number[] = [];
  for (let s = 0; s < sessionCount; s++) {
    if (pinned[s] === 1 && timetable.start[s] === NONE) pins.push(s);
  }
  pins.sort((a, b) => usable[a]!.length - usable[b]!.length || a - b);
  let tries = 0;

  function placeFrom(i: number): boolean {
    const session = pins[i];
    if (session === undefined) return true;
    for (const start of starts[session]!) {
      for (const area of usable[session]!) {
        if (tries++ > MAX_TRIES) return false;
        if (!timetable.allows(session, start, area)) continue;
        timetable.put(session, start, area);
        if (placeFrom(i + 1)) return true;
        timetable.take(session);
      }
    }
    return false;
  }

  return placeFrom(0);
}
