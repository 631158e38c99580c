// Reads an instance of post-enrolment course timetabling and judges a timetable, independently of the search.

export const DAYS = 5;
export const SLOTS_A_DAY = 9;
export const SLOTS = DAYS * SLOTS_A_DAY;

/** White space separated integers; students attend events, events want seats and features, slots and order. */
export function readInstance(text) {
  const numbers = text.trim().split(/\s+/).map(Number);
  let at = 0;
  const [events, rooms, features, students] = [next(), next(), next(), next()];
  const seats = Array.from({ length: rooms }, next);
  const attends = matrix(students, events);
  const has = matrix(rooms, features);
  const wants = matrix(events, features);
  const allowed = matrix(events, SLOTS);
  const order = matrix(events, events);

  function next() {
    return numbers[at++];
  }
  function matrix(rows, columns) {
    return Array.from({ length: rows }, () => Array.from({ length: columns }, next));
  }

  const studentsOf = Array.from({ length: events }, (_, e) => indices(students, (s) => attends[s][e] === 1));
  const eventsOf = attends.map((row) => indices(events, (e) => row[e] === 1));
  return {
    events,
    rooms,
    students,
    studentsOf,
    eventsOf,
    roomsFor: wants.map((list, e) =>
      indices(
        rooms,
        (r) => seats[r] >= studentsOf[e].length && list.every((wanted, f) => wanted === 0 || has[r][f] === 1),
      ),
    ),
    slotsFor: allowed.map((row) => indices(SLOTS, (t) => row[t] === 1)),
    /** Events that must come after it. */
    later: order.map((row) => indices(events, (f) => row[f] === 1)),
  };
}

/** A timetable is a slot and a room for each event, or -1. Hard rules broken, students without an event, soft cost. */
export function judge(instance, slotOf, roomOf) {
  const { events, students, studentsOf, eventsOf, roomsFor, slotsFor, later } = instance;
  let hard = 0;
  let distance = 0;
  const cells = new Set();
  for (let e = 0; e < events; e++) {
    if (slotOf[e] === -1) {
      distance += studentsOf[e].length;
      continue;
    }
    const cell = `${slotOf[e]} ${roomOf[e]}`;
    if (cells.has(cell) || !roomsFor[e].includes(roomOf[e]) || !slotsFor[e].includes(slotOf[e])) hard++;
    cells.add(cell);
    hard += later[e].filter((f) => slotOf[f] !== -1 && slotOf[f] <= slotOf[e]).length;
  }
  let soft = 0;
  for (let s = 0; s < students; s++) {
    const there = Array.from({ length: SLOTS }, () => 0);
    for (const e of eventsOf[s]) if (slotOf[e] !== -1) there[slotOf[e]]++;
    hard += there.filter((count) => count > 1).length;
    for (let d = 0; d < DAYS; d++) soft += costOfDay(there.slice(d * SLOTS_A_DAY, (d + 1) * SLOTS_A_DAY));
  }
  return { hard, distance, soft };
}

/** The last slot, the third and each further event in a row, and a single event: one each. */
export function costOfDay(there) {
  let row = 0;
  let cost = there[SLOTS_A_DAY - 1] > 0 ? 1 : 0;
  for (const count of there) {
    row = count > 0 ? row + 1 : 0;
    if (row > 2) cost++;
  }
  return cost + (there.filter((count) => count > 0).length === 1 ? 1 : 0);
}

function indices(count, isIn) {
  return [...Array.from({ length: count }).keys()].filter(isIn);
}
