import { COMFORTS } from './comfort.ts';
import { isRecord, JsonReader } from './json-reader.ts';
import { checkOrder } from './read-order.ts';
import { completeRuns } from './read-runs.ts';
import type {
  Comforts,
  Pin,
  Placement,
  Preferences,
  Problem,
  ProblemArea,
  ProblemPerson,
  ProblemSession,
  ProblemSlot,
} from './problem.ts';

export type ReadProblem =
  | { readonly ok: true; readonly problem: Problem }
  | { readonly ok: false; readonly errors: readonly string[] };

/** The largest value `priority` may have. */
export const MAX_PRIORITY = 1_000_000;

const MAX_ERRORS = 50;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/**
 * Turns parsed JSON into a problem, with every default filled in.
 *
 * Never throws. Every error names its place, as in `sessions[12].leads[0]: no person "p99"`; at most
 * {@link MAX_ERRORS} are listed, the last entry then says how many there are besides. Pins that
 * contradict `slots` and an order that goes in a circle are errors; pins that other rules forbid (a closed area, an absent lead) are
 * not: the session then stays unplaced with that reason.
 */
export function readProblem(json: unknown): ReadProblem {
  const reader = new JsonReader(MAX_ERRORS);
  const file = isRecord(json) ? json : undefined;
  if (!file) return { ok: false, errors: ['problem: expected an object'] };
  if (file['format'] !== 'plenary-problem/1') reader.report('format', 'expected "plenary-problem/1"');

  const slotIds = collectIds(reader, file['slots'], 'slots');
  const areaIds = collectIds(reader, file['areas'], 'areas');
  const sessionIds = collectIds(reader, file['sessions'], 'sessions');
  const personIds = collectIds(reader, file['people'], 'people');
  const known = { slotIds, areaIds, sessionIds, personIds };

  const problem: Problem = {
    format: 'plenary-problem/1',
    name: typeof file['name'] === 'string' ? file['name'] : '',
    slots: each(reader, file['slots'], 'slots', readSlot),
    areas: each(reader, file['areas'], 'areas', (r, item, place) => readArea(r, item, place, known)),
    sessions: each(reader, file['sessions'], 'sessions', (r, item, place) =>
      readSession(r, item, place, known),
    ),
    people: each(reader, file['people'], 'people', (r, item, place) => readPerson(r, item, place, known)),
    previous: readPlacements(reader, file['previous'], 'previous', known),
    preferences: readPreferences(reader, file['preferences']),
    objective: readObjective(reader, file['objective']),
  };
  checkDaysTogether(reader, problem.slots);
  if (!reader.failed) checkOrder(reader, problem.sessions);
  if (reader.failed) return { ok: false, errors: reader.errors };
  const complete = completeRuns(reader, problem, listOf(file['sessions']));
  return reader.failed ? { ok: false, errors: reader.errors } : { ok: true, problem: complete };
}

export type KnownIds = {
  readonly slotIds: ReadonlySet<string>;
  readonly areaIds: ReadonlySet<string>;
  readonly sessionIds: ReadonlySet<string>;
  readonly personIds: ReadonlySet<string>;
};

type Fields = Readonly<Record<string, unknown>>;

/** Ids are gathered first, because sessions and people point at what stands further down. */
function collectIds(reader: JsonReader, value: unknown, place: string): ReadonlySet<string> {
  const ids = new Set<string>();
  reader.array(value, place, true).forEach((item, i) => {
    const fields = reader.object(item, `${place}[${i}]`);
    const id = fields && reader.text(fields['id'], `${place}[${i}].id`);
    if (id === undefined) return;
    if (ids.has(id)) reader.report(`${place}[${i}].id`, `"${id}" is there twice`);
    ids.add(id);
  });
  return ids;
}

function each<T>(
  reader: JsonReader,
  value: unknown,
  place: string,
  read: (reader: JsonReader, fields: Fields, place: string) => T,
): T[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown, i) => (isRecord(item) ? [read(reader, item, `${place}[${i}]`)] : []));
}

function readSlot(reader: JsonReader, fields: Fields, place: string): ProblemSlot {
  return {
    id: idOf(fields),
    day: reader.matching(fields['day'], `${place}.day`, DATE, 'a date like 2027-04-28') ?? '',
    start: reader.matching(fields['start'], `${place}.start`, TIME, 'a time like 09:30') ?? '',
    end: reader.matching(fields['end'], `${place}.end`, TIME, 'a time like 09:30') ?? '',
  };
}

function checkDaysTogether(reader: JsonReader, slots: readonly ProblemSlot[]): void {
  const done = new Set<string>();
  slots.forEach((slot, i) => {
    if (slot.day === slots[i - 1]?.day) return;
    if (done.has(slot.day)) reader.report(`slots[${i}].day`, `${slot.day} is interrupted by another day`);
    done.add(slot.day);
  });
}

function readArea(reader: JsonReader, fields: Fields, place: string, known: KnownIds): ProblemArea {
  const seats = fields['seats'] ?? null;
  return {
    id: idOf(fields),
    seats: seats === null ? null : (reader.integer(seats, `${place}.seats`, 1, 1_000_000) ?? null),
    features: readTexts(reader, fields['features'], `${place}.features`),
    closed: reader.ids(fields['closed'], `${place}.closed`, 'slot', known.slotIds),
  };
}

function readTexts(reader: JsonReader, value: unknown, place: string): string[] {
  return reader.array(value, place).flatMap((item, i) => reader.text(item, `${place}[${i}]`) ?? []);
}

function readSession(reader: JsonReader, fields: Fields, place: string, known: KnownIds): ProblemSession {
  const id = idOf(fields);
  const slots = fields['slots'] ?? null;
  const starts = slots === null ? null : reader.ids(slots, `${place}.slots`, 'slot', known.slotIds);
  const pin = readPin(reader, fields['pin'], `${place}.pin`, known);
  if (pin && starts && !starts.includes(pin.slot)) {
    reader.report(`${place}.pin.slot`, `"${pin.slot}" is not among the slots where "${id}" may start`);
  }
  return {
    id,
    leads: reader.ids(fields['leads'], `${place}.leads`, 'person', known.personIds),
    length: reader.integer(fields['length'] ?? 1, `${place}.length`, 1, 1000) ?? 1,
    slots: starts,
    needs: readTexts(reader, fields['needs'], `${place}.needs`),
    priority: readPriority(reader, fields['priority'] ?? 1, `${place}.priority`),
    pin,
    after: readOthers(reader, fields['after'], `${place}.after`, id, known),
    notWith: readOthers(reader, fields['notWith'], `${place}.notWith`, id, known),
    ...(fields['runOf'] !== undefined &&
      fields['runOf'] !== null && {
        runOf: reader.id(fields['runOf'], `${place}.runOf`, 'session', known.sessionIds),
      }),
    topic: (fields['topic'] ?? undefined) && reader.text(fields['topic'], `${place}.topic`),
  };
}

function readOthers(
  reader: JsonReader,
  value: unknown,
  place: string,
  self: string,
  known: KnownIds,
): string[] {
  const ids = reader.ids(value, place, 'session', known.sessionIds);
  if (ids.includes(self)) reader.report(place, `"${self}" names itself`);
  return ids;
}

function readPriority(reader: JsonReader, value: unknown, place: string): number {
  if (typeof value === 'number' && value > 0 && value <= MAX_PRIORITY) return value;
  reader.report(place, `expected a number above 0 and at most ${MAX_PRIORITY}`);
  return 1;
}

function readPin(reader: JsonReader, value: unknown, place: string, known: KnownIds): Pin | null {
  if (value === undefined || value === null) return null;
  const fields = reader.object(value, place);
  const slot = fields && reader.id(fields['slot'], `${place}.slot`, 'slot', known.slotIds);
  if (!fields || slot === undefined) return null;
  const area = fields['area'] ?? undefined;
  if (area === undefined) return { slot };
  return { slot, area: reader.id(area, `${place}.area`, 'area', known.areaIds) };
}

function readPerson(reader: JsonReader, fields: Fields, place: string, known: KnownIds): ProblemPerson {
  const interest = reader.object(fields['interest'] ?? {}, `${place}.interest`) ?? {};
  const weights: [string, number][] = [];
  for (const [session, value] of Object.entries(interest)) {
    const at = `${place}.interest[${JSON.stringify(session)}]`;
    if (!known.sessionIds.has(session)) reader.report(at, `no session "${session}"`);
    const weight = reader.integer(value, at, 1, 100);
    if (weight !== undefined) weights.push([session, weight]);
  }
  return {
    id: idOf(fields),
    absent: reader.ids(fields['absent'], `${place}.absent`, 'slot', known.slotIds),
    interest: Object.fromEntries(weights),
  };
}

function readPreferences(reader: JsonReader, value: unknown): Preferences | undefined {
  if (value === undefined || value === null) return undefined;
  const weights: Partial<Record<keyof Comforts, number>> = {};
  for (const [term, weight] of Object.entries(reader.object(value, 'preferences') ?? {})) {
    const known = COMFORTS.find((one) => one === term);
    if (!known) reader.report(`preferences.${term}`, `expected one of ${COMFORTS.join(', ')}`);
    else weights[known] = reader.integer(weight, `preferences.${term}`, 0, 1000) ?? 0;
  }
  return weights;
}

function readObjective(reader: JsonReader, value: unknown): Problem['objective'] {
  if (value === undefined || value === null) return undefined;
  if (value === 'served' || value === 'fairness') return value;
  reader.report('objective', 'expected "served" or "fairness"');
  return undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Reads a list of `{session, slot, area}` in which each session occurs at most once. */
export function readPlacements(
  reader: JsonReader,
  value: unknown,
  place: string,
  known: KnownIds,
  required = false,
): Placement[] {
  const seen = new Set<string>();
  return reader.array(value, place, required).flatMap((item, i) => {
    const at = `${place}[${i}]`;
    const fields = reader.object(item, at);
    if (!fields) return [];
    const session = reader.id(fields['session'], `${at}.session`, 'session', known.sessionIds);
    const slot = reader.id(fields['slot'], `${at}.slot`, 'slot', known.slotIds);
    const area = reader.id(fields['area'], `${at}.area`, 'area', known.areaIds);
    if (session === undefined || slot === undefined || area === undefined) return [];
    if (seen.has(session)) reader.report(`${at}.session`, `"${session}" is placed twice`);
    seen.add(session);
    return [{ session, slot, area }];
  });
}

/** The id, reported elsewhere when it is none: JSON may hold an object here that cannot become a text. */
function idOf(fields: Readonly<Record<string, unknown>>): string {
  return typeof fields['id'] === 'string' ? fields['id'] : '';
}
