import { z } from 'zod';
import { addDay } from '../events/add-day.ts';
import { changeEvent } from '../events/change-event.ts';
import { createEvent } from '../events/create-event.ts';
import { eventFields } from '../events/event-fields.ts';
import { eventGrid, eventOrThrow } from '../events/event-queries.ts';
import type { Grid, GridArea } from '../events/grid.ts';
import { defineAction, valueOf, type Needs, type Work } from '../kernel/action.ts';
import { date, id, text, wholeNumber } from '../kernel/fields.ts';
import type { Id } from '../kernel/ids.ts';
import { releaseSchedule } from '../schedule/release-schedule.ts';
import { takeSchedule } from '../schedule/take-schedule.ts';
import { proposeSession } from '../sessions/propose-session.ts';
import { MAX, newLead } from '../sessions/session.ts';
import type { CourseModule } from './course.ts';
import { requireCourseWriter } from './course-policy.ts';
import { layModules, type LaidModule } from './lay-modules.ts';
import { presentCourse } from './write-course.ts';

const MOST_DAYS = 10;

const input = z.strictObject({
  courseId: id,
  name: eventFields.name,
  slug: eventFields.slug.optional(),
  startDate: date,
  /** Days one after the other, each like the first. Of an earlier edition all days are taken. */
  days: wholeNumber(1, MOST_DAYS).default(1),
  /** An earlier event whose days, slots and areas are taken; otherwise they come from the template for trainings. */
  cloneOf: id.optional(),
  zone: eventFields.zone,
  venueName: eventFields.venueName.optional(),
  venueAddress: eventFields.venueAddress.optional(),
  capacity: eventFields.capacity.optional(),
  /** Who teaches; the person who makes the edition when nobody is named. */
  leads: z.array(newLead).max(MAX.leads).default([]),
  /** Markdown: what attendees install and bring. */
  preparation: text(20_000),
  /** The language of the slots' titles. */
  locale: z.enum(['en', 'de']).default('en'),
});

/** A module that has no slot, with how long it would take. */
export interface UnplacedModule {
  readonly title: string;
  readonly minutes: number;
}

export interface MadeEdition {
  readonly eventId: Id;
  readonly slug: string;
  readonly unplaced: readonly UnplacedModule[];
}

/**
 * Makes an edition of a course: a draft of an event of kind training with one session for each module, laid over
 * the slots of its days in their order and released as its first schedule. Modules that fit nowhere become sessions
 * without a place, and are named. Everything through the actions that organisers use, all or nothing.
 */
export const makeEdition = defineAction({
  name: 'make-edition',
  input,
  allow: ({ tx, actor }) => requireCourseWriter(tx, actor),
  run: async (work): Promise<MadeEdition> => {
    const { tx, input, now, actor, record } = work;
    const course = await presentCourse(tx, input.courseId);
    const { eventId, slug } = await makeEvent(work);
    await describe(work, eventId, course);
    const by = actor.kind === 'person' ? actor.personId : null;
    await tx
      .insertInto('editions')
      .values({
        ...{ event_id: eventId, course_id: input.courseId, course_version: course.version },
        ...{ preparation: input.preparation, told_at: null, made_at: now, made_by: by },
      })
      .execute();
    const unplaced = await teach(work, eventId, course.modules, course.tags[0] ?? '');
    record({ kind: 'edition.made', eventId, subjectId: input.courseId, audience: 'organisers' });
    return { eventId, slug, unplaced };
  },
});

type MakeEdition = Work<z.output<typeof input>>;

/** What the actions inside this one work with: its transaction. */
function within({ tx, clock, site }: MakeEdition): Needs {
  return { db: tx, clock, site };
}

async function makeEvent(work: MakeEdition): Promise<{ eventId: Id; slug: string }> {
  const { actor, tx, input } = work;
  const { name, slug, startDate, zone, venueName, venueAddress, capacity, locale, cloneOf } = input;
  const made = valueOf(
    await createEvent(within(work), actor, {
      ...(cloneOf ? { cloneOf } : { template: 'training' as const }),
      ...{ name, slug, startDate, zone, venueName, venueAddress, capacity, locale },
    }),
  );
  if (cloneOf) return made;
  const [first] = (await eventGrid(tx, made.eventId)).days;
  for (let more = 1; more < input.days; more++) {
    const day = Temporal.PlainDate.from(startDate).add({ days: more }).toString();
    const { eventId } = made;
    valueOf(await addDay(within(work), actor, { eventId, date: day, ...(first && { likeDayId: first.id }) }));
  }
  return made;
}

async function describe(
  work: MakeEdition,
  eventId: Id,
  { description, audience, tags }: { description: string; audience: string; tags: readonly string[] },
): Promise<void> {
  const { version } = await eventOrThrow(work.tx, eventId);
  valueOf(
    await changeEvent(within(work), work.actor, {
      ...{ eventId, version, kind: 'training', description, audience, topics: [...tags] },
    }),
  );
}

/** Proposes a session for each module, places those that fit, and releases the schedule. */
async function teach(
  work: MakeEdition,
  eventId: Id,
  modules: readonly CourseModule[],
  topic: string,
): Promise<UnplacedModule[]> {
  const { actor, tx } = work;
  const grid = await eventGrid(tx, eventId);
  const room = roomIn(grid);
  const closed = new Set(grid.closures.filter(({ areaId }) => areaId === room?.id).map((one) => one.slotId));
  const slots = grid.slots.filter((slot) => slot.kind === 'sessions' && !closed.has(slot.id));
  const laid = layModules(modules, room ? slots : []);
  const placements = [];
  for (const [position, one] of laid.entries()) {
    const sessionId = await proposeModule(work, eventId, one, topic);
    const { id: moduleId, minutes, exercises } = one.module;
    await tx
      .insertInto('edition_sessions')
      .values({
        ...{ session_id: sessionId, event_id: eventId, module_id: moduleId, position, minutes },
        exercises: JSON.stringify(exercises),
      })
      .execute();
    if (room && one.slotId) placements.push({ session: sessionId, slot: one.slotId, area: room.id });
  }
  if (placements.length > 0) {
    const { version: draftVersion } = await tx
      .selectFrom('drafts')
      .select('version')
      .where('event_id', '=', eventId)
      .executeTakeFirstOrThrow();
    valueOf(await takeSchedule(within(work), actor, { eventId, draftVersion, placements }));
    valueOf(await releaseSchedule(within(work), actor, { eventId, number: 1, note: '' }));
  }
  return laid
    .filter((one) => one.slotId === null)
    .map(({ module: { title, minutes } }) => ({ title, minutes }));
}

async function proposeModule(
  work: MakeEdition,
  eventId: Id,
  { module, length }: LaidModule<CourseModule>,
  topic: string,
): Promise<Id> {
  const { actor, input } = work;
  const nobody = input.leads.length === 0 && actor.kind !== 'person';
  const proposed = await proposeSession(within(work), actor, {
    ...{ eventId, headline: module.title, problem: sessionText(module, input.locale), topic, length },
    ...{ iLead: input.leads.length === 0, leads: [...input.leads], wantsLead: nobody },
  });
  return valueOf(proposed).id;
}

const AFTERWARDS = { en: 'You will be able to', de: 'Danach kannst du' };

function sessionText({ description, objectives }: CourseModule, locale: keyof typeof AFTERWARDS): string {
  const list = objectives.map((objective) => `- ${objective}`).join('\n');
  const parts = [description, list && `**${AFTERWARDS[locale]}**\n\n${list}`];
  return parts.filter(Boolean).join('\n\n').slice(0, MAX.text);
}

/** The largest room with seats; a commons only where there is nothing else. */
function roomIn(grid: Grid): GridArea | undefined {
  return grid.areas.toSorted((a, b) => (b.seats ?? 0) - (a.seats ?? 0))[0];
}
