// What a search makes that does not know seats: the usual way, to measure ours against.
import { searchFor } from './search-for.mjs';

/**
 * Our own search as if every area had room for all, then areas by audience: in every slot the sessions
 * that most people would go to get the largest areas that they may have. Pinned and long sessions stay.
 */
export function seatBlindSchedule(problem, seed, seconds) {
  const areas = problem.areas.map((area) => ({ ...area, seats: null }));
  const { placements } = searchFor({ ...problem, areas }, seed, seconds);
  return { placements: problem.slots.flatMap((slot) => byAudience(problem, slot, placements)) };
}

function byAudience(problem, slot, placements) {
  const sessionOf = new Map(problem.sessions.map((session) => [session.id, session]));
  const here = placements.filter((one) => one.slot === slot.id);
  const isFixed = ({ session }) => {
    const { length = 1, pin } = sessionOf.get(session);
    return length > 1 || Boolean(pin);
  };
  const running = placements.filter((one) => covers(problem, sessionOf.get(one.session), one, slot));
  const audience = countAudience(
    problem,
    slot,
    running.map(({ session }) => sessionOf.get(session)),
  );
  const free = new Set(
    problem.areas.filter(
      ({ id }) => !running.some((one) => one.area === id && (isFixed(one) || one.slot !== slot.id)),
    ),
  );
  const moved = here
    .filter((one) => !isFixed(one))
    .toSorted((a, b) => audience.get(b.session) - audience.get(a.session));
  const fits = (one, { features = [], closed = [] }) =>
    !closed.includes(slot.id) &&
    (sessionOf.get(one.session).needs ?? []).every((need) => features.includes(need));
  const chosen = match(
    moved,
    [...free].toSorted((a, b) => roomIn(b) - roomIn(a)),
    fits,
  );
  return [...here.filter(isFixed), ...moved.map((one) => ({ ...one, area: chosen.get(one).id }))];
}

/** The first to choose gets the largest area that leaves one for all before it: augmenting paths. */
function match(sessions, areas, fits) {
  const holder = new Map();
  const place = (session, tried) => {
    for (const area of areas) {
      if (tried.has(area) || !fits(session, area)) continue;
      tried.add(area);
      const other = holder.get(area);
      if (other === undefined || place(other, tried)) {
        holder.set(area, session);
        return true;
      }
    }
    return false;
  };
  for (const session of sessions)
    if (!place(session, new Set())) throw new Error('a found schedule has areas for all');
  return new Map([...holder].map(([area, session]) => [session, area]));
}

/** How many would go where, each to what they want most of what runs. */
function countAudience({ people }, slot, running) {
  const count = new Map(running.map(({ id }) => [id, 0]));
  for (const { id, absent = [], interest } of people) {
    if (absent.includes(slot.id)) continue;
    const wish = (session) => (session.leads?.includes(id) ? 101 : (interest[session.id] ?? 0));
    const best = running.reduce(
      (most, one) => (most === undefined || wish(one) > wish(most) ? one : most),
      undefined,
    );
    if (best && wish(best) > 0) count.set(best.id, count.get(best.id) + 1);
  }
  return count;
}

function covers({ slots }, { length = 1 }, placement, slot) {
  const start = slots.findIndex(({ id }) => id === placement.slot);
  const at = slots.indexOf(slot);
  return start <= at && at < start + length;
}

function roomIn({ seats }) {
  return seats ?? Number.POSITIVE_INFINITY;
}
