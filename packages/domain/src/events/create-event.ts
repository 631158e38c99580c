import { z } from 'zod';
import type { Db, Transaction } from '../database/db.ts';
import { defineAction, type Work } from '../kernel/action.ts';
import type { Actor } from '../kernel/actor.ts';
import type { Timestamp } from '../kernel/clock.ts';
import { notAllowed, notFound, wrongField } from '../kernel/errors.ts';
import { date, id } from '../kernel/fields.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { checkSlug, eventFields, slugTaken } from './event-fields.ts';
import { planFromClone, planFromTemplate, type EventPlan } from './event-plan.ts';
import { suggestSlug } from './event-slug.ts';
import { TEMPLATES } from './event-templates.ts';
import { takePages } from './take-pages.ts';
import { organises, requirePerson, standingIn } from '../standing/standing.ts';

const input = z.strictObject({
  /** One of the two: what the new event starts from. */
  template: z.enum(TEMPLATES).optional(),
  cloneOf: id.optional(),
  name: eventFields.name,
  /** Made from the name when left out. */
  slug: eventFields.slug.optional(),
  startDate: date,
  zone: eventFields.zone,
  venueName: eventFields.venueName.optional(),
  venueAddress: eventFields.venueAddress.optional(),
  capacity: eventFields.capacity.optional(),
  /** The language of a template's titles, and of the word about where a page comes from. */
  locale: z.enum(['en', 'de']).default('en'),
});

/**
 * Makes a draft with days, slots and areas, from a template or from an event before it, whose free
 * pages it takes over, and its creator the first organiser. Who may: the site's owner, and whoever
 * organises an event already.
 */
export const createEvent = defineAction({
  name: 'create-event',
  input,
  allow: ({ tx, actor }) => requireEventMaker(tx, actor),
  run: async (work) => {
    const { tx, input, actor, now, record } = work;
    const slug = input.slug ?? suggestSlug(input.name, input.startDate.slice(0, 4));
    checkSlug(slug);
    checkDate(work);
    const plan = await planOf(work);
    const eventId = await insertEvent(work, plan, slug);
    await insertGrid(tx, eventId, plan);
    if (input.cloneOf) {
      const { cloneOf: from, locale } = input;
      await takePages(tx, { from, to: eventId, actor, now, locale });
    }
    if (actor.kind === 'person') await makeOrganiser(tx, eventId, actor.personId, now);
    record({ kind: 'event.created', eventId, subjectId: eventId, audience: 'organisers' });
    return { eventId, slug };
  },
});

type CreateEvent = Work<z.output<typeof input>>;

/** Whether somebody may make events; pages ask this before they offer it. */
export async function mayCreateEvents(db: Db, actor: Actor): Promise<boolean> {
  if (actor.kind === 'system') return true;
  if (actor.kind !== 'person') return false;
  const row = await db
    .selectFrom('people')
    .select('site_owner_since')
    .select((e) =>
      e
        .exists(
          e
            .selectFrom('event_roles')
            .select('event_id')
            .where('person_id', '=', actor.personId)
            .where('role', '=', 'organiser'),
        )
        .as('organises'),
    )
    .where('id', '=', actor.personId)
    .executeTakeFirst();
  return row !== undefined && (row.site_owner_since !== null || Boolean(row.organises));
}

async function requireEventMaker(tx: Transaction, actor: Actor): Promise<void> {
  if (await mayCreateEvents(tx, actor)) return;
  requirePerson(actor);
  throw notAllowed("Only the site's owner and organisers of events make new events.");
}

function checkDate({ actor, now, input }: CreateEvent): void {
  // The sample and imports hold events that are over, and appearances are written down afterwards too.
  if (actor.kind === 'system' || input.template === 'appearance') return;
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(input.zone).toPlainDate();
  if (Temporal.PlainDate.compare(Temporal.PlainDate.from(input.startDate), today) < 0)
    throw wrongField('startDate', 'in-the-past', `${input.startDate} is in the past.`);
}

async function planOf({ tx, actor, input }: CreateEvent): Promise<EventPlan> {
  if (input.cloneOf && input.template)
    throw wrongField('template', 'not-a-choice', 'Start from a template or from an event, not both.');
  if (input.template) return planFromTemplate(input.template, input);
  if (!input.cloneOf) throw wrongField('template', 'required', 'Choose what the event starts from.');
  if (!organises(await standingIn(tx, actor, input.cloneOf))) throw notFound('event', input.cloneOf);
  return planFromClone(tx, input.cloneOf, input);
}

async function insertEvent({ tx, input, now }: CreateEvent, plan: EventPlan, slug: string): Promise<Id> {
  const id = newId();
  const seriesId = plan.seriesId ?? newId();
  if (!plan.seriesId) await tx.insertInto('series').values({ id: seriesId, name: input.name }).execute();
  const inserted = await tx
    .insertInto('events')
    .values({
      ...plan.settings,
      id,
      series_id: seriesId,
      slug,
      name: input.name,
      zone: input.zone,
      ...(input.venueName !== undefined && { venue_name: input.venueName }),
      ...(input.venueAddress !== undefined && { venue_address: input.venueAddress }),
      ...(input.capacity !== undefined && { capacity: input.capacity }),
      interest_opened_at: null,
      announced_at: null,
      cancelled_at: null,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!inserted) throw slugTaken(slug);
  await tx.insertInto('turns').values({ event_id: id }).execute();
  await tx.insertInto('drafts').values({ event_id: id }).execute();
  return id;
}

async function insertGrid(tx: Transaction, eventId: Id, plan: EventPlan): Promise<void> {
  const of = { event_id: eventId };
  if (plan.days.length > 0)
    await tx
      .insertInto('event_days')
      .values(plan.days.map((day) => ({ ...day, ...of, proposing_closed_at: null })))
      .execute();
  if (plan.slots.length > 0)
    await tx
      .insertInto('slots')
      .values(plan.slots.map((slot) => ({ ...slot, ...of })))
      .execute();
  if (plan.areas.length > 0)
    await tx
      .insertInto('areas')
      .values(plan.areas.map((area) => ({ ...area, ...of })))
      .execute();
  if (plan.closures.length > 0)
    await tx
      .insertInto('area_closures')
      .values([...plan.closures])
      .execute();
  if (plan.organisations.length > 0)
    await tx
      .insertInto('event_organisations')
      .values(plan.organisations.map((organisation) => ({ ...organisation, ...of })))
      .execute();
}

async function makeOrganiser(tx: Transaction, eventId: Id, personId: Id, now: Timestamp): Promise<void> {
  await tx
    .insertInto('event_roles')
    .values({
      event_id: eventId,
      person_id: personId,
      role: 'organiser',
      given_at: now,
      given_by: personId,
    })
    .execute();
}
