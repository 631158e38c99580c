import type { Insertable, Selectable } from 'kysely';
import type { Db } from '../database/db.ts';
import type { InvitationState } from '../invitations/invitation-tables.ts';
import { newId, type Id } from '../kernel/ids.ts';
import type { Tables } from '../tables.ts';

/*
 * Rows for tests, made with sensible values so that a test names only what matters to it.
 * The event is the blueprint's: two days in Shanghai, April 28 and 29, room for 50.
 */

const MADE_AT = '2026-03-01T00:00:00.000Z';

export async function addPerson(
  db: Db,
  name: string,
  more: Partial<Insertable<Tables['people']>> = {},
): Promise<Id> {
  const id = more.id ?? newId();
  await db
    .insertInto('people')
    .values({
      id,
      name,
      email: `${name.toLowerCase().replaceAll(/\W+/g, '.')}.${id.slice(-6)}@example.org`,
      email_verified: 1,
      image: null,
      locale: null,
      site_owner_since: null,
      created_at: MADE_AT,
      updated_at: MADE_AT,
      ...more,
    })
    .execute();
  return id;
}

export async function addEvent(
  db: Db,
  more: Partial<Insertable<Tables['events']>> = {},
): Promise<Selectable<Tables['events']>> {
  const id = more.id ?? newId();
  const seriesId = more.series_id ?? newId();
  if (!more.series_id) await db.insertInto('series').values({ id: seriesId, name: 'Hackathons' }).execute();
  const event = await db
    .insertInto('events')
    .values({
      id,
      series_id: seriesId,
      slug: `shanghai-${id.slice(-6)}`,
      name: 'Hackathon Shanghai',
      kind: 'hackathon',
      summary: 'Two days of hacking.',
      description: '',
      audience: '',
      topics: '[]',
      zone: 'Asia/Shanghai',
      venue_name: 'Campus',
      venue_address: 'Shanghai',
      travel: '',
      capacity: 50,
      invitations_open_at: '2026-03-01T00:00:00.000Z',
      cut_off_at: '2026-04-12T15:59:00.000Z',
      confirm_days: 7,
      invites_next_itself: 0,
      reviews_mail: 0,
      no_show_regulars: 11,
      no_show_newcomers: 32,
      interest_opened_at: null,
      announced_at: MADE_AT,
      cancelled_at: null,
      created_at: MADE_AT,
      ...more,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await db.insertInto('turns').values({ event_id: id }).execute();
  await db.insertInto('drafts').values({ event_id: id }).execute();
  return event;
}

export async function addDay(db: Db, eventId: Id, date = '2026-04-28'): Promise<Id> {
  const id = newId();
  await db
    .insertInto('event_days')
    .values({ id, event_id: eventId, date, proposing_closed_at: null })
    .execute();
  return id;
}

/** A slot from `start` to `end`, given as UTC instants. */
export async function addSlot(
  db: Db,
  eventId: Id,
  dayId: Id,
  [start, end]: readonly [string, string],
  more: Partial<Insertable<Tables['slots']>> = {},
): Promise<Id> {
  const id = more.id ?? newId();
  await db
    .insertInto('slots')
    .values({
      id,
      event_id: eventId,
      day_id: dayId,
      kind: 'sessions',
      title: '',
      starts_at: start,
      ends_at: end,
      ...more,
    })
    .execute();
  return id;
}

export async function addArea(
  db: Db,
  eventId: Id,
  label: string,
  more: Partial<Insertable<Tables['areas']>> = {},
): Promise<Id> {
  const id = more.id ?? newId();
  await db
    .insertInto('areas')
    .values({
      id,
      event_id: eventId,
      label,
      name: '',
      seats: 8,
      features: '[]',
      online_link: '',
      position: 0,
      ...more,
    })
    .execute();
  return id;
}

export async function addInvitation(
  db: Db,
  eventId: Id,
  personId: Id,
  state: InvitationState,
  more: Partial<Insertable<Tables['invitations']>> = {},
): Promise<Id> {
  const id = more.id ?? newId();
  await db
    .insertInto('invitations')
    .values({
      id,
      event_id: eventId,
      person_id: personId,
      state,
      name: 'Somebody',
      affiliation: '',
      wants_to_work_on: '',
      organiser_note: '',
      newcomer: 1,
      reason: '',
      requested_at: MADE_AT,
      waitlisted_at: null,
      invited_at: null,
      confirm_by: null,
      confirmed_at: state === 'confirmed' ? MADE_AT : null,
      ...more,
    })
    .execute();
  return id;
}

export async function addOrganiser(
  db: Db,
  eventId: Id,
  personId: Id,
  role: 'organiser' | 'helper' = 'organiser',
): Promise<void> {
  await db
    .insertInto('event_roles')
    .values({ event_id: eventId, person_id: personId, role, given_at: MADE_AT, given_by: null })
    .execute();
}

export async function addSession(
  db: Db,
  eventId: Id,
  headline: string,
  more: Partial<Insertable<Tables['sessions']>> = {},
): Promise<Id> {
  const id = more.id ?? newId();
  await db
    .insertInto('sessions')
    .values({
      id,
      event_id: eventId,
      headline,
      problem: '',
      contribution: '',
      preparation: '',
      topic: '',
      length: 1,
      needs: '[]',
      wants_lead: 0,
      day_id: null,
      proposed_by: null,
      proposed_at: MADE_AT,
      updated_at: MADE_AT,
      withdrawn_at: null,
      withdrawn_by: null,
      merged_into: null,
      ...more,
    })
    .execute();
  return id;
}

export async function addLead(db: Db, sessionId: Id, personId: Id | null, name = 'Lead'): Promise<Id> {
  const id = newId();
  await db
    .insertInto('session_leads')
    .values({ id, session_id: sessionId, person_id: personId, name, position: 0 })
    .execute();
  return id;
}

/** A sign-in of somebody on a device, good for a year. */
export async function addSignIn(db: Db, personId: Id, expiresAt = '2027-03-01T00:00:00.000Z'): Promise<Id> {
  const id = newId();
  await db
    .insertInto('auth_sessions')
    .values({
      ...{ id, person_id: personId, token: `token-${id}`, expires_at: expiresAt },
      ...{ ip_address: null, user_agent: 'A browser', created_at: MADE_AT, updated_at: MADE_AT },
    })
    .execute();
  return id;
}
