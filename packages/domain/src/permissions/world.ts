import { Doc, encodeStateAsUpdate } from 'yjs';
import type { Db } from '../database/db.ts';
import { inTransaction } from '../kernel/action.ts';
import { person, system, visitor, type Actor } from '../kernel/actor.ts';
import { newId, type Id } from '../kernel/ids.ts';
import type { PlenaryStep } from '../plenary/plenary-tables.ts';
import { columnsOf } from '../projects/project.ts';
import { writeRevision } from '../projects/write-revision.ts';
import {
  addArea,
  addDay,
  addEvent,
  addInvitation,
  addLead,
  addOrganiser,
  addPerson,
  addSession,
  addSlot,
} from '../testing/community.ts';

/** One event with something of everything, and somebody in every role. */
export interface World {
  readonly eventId: Id;
  readonly version: number;
  readonly dayId: Id;
  readonly emptyDayId: Id;
  readonly slotId: Id;
  readonly freeSlotId: Id;
  readonly areaId: Id;
  readonly freeAreaId: Id;
  readonly placedId: Id;
  readonly unplacedId: Id;
  readonly ideaId: Id;
  readonly withdrawnId: Id;
  readonly helperId: Id;
  /** The invitation of the role "invited", of "participant" and of "asked". */
  readonly invitedInvitationId: Id;
  readonly participantInvitationId: Id;
  readonly askedInvitationId: Id;
  readonly heldMessageId: Id;
  readonly announcementId: Id;
  readonly postId: Id;
  /** At version 2, shown at the event. */
  readonly projectId: Id;
  readonly deadJobId: Id;
  readonly actors: Readonly<Record<Role, Actor>>;
}

export const ROLES = [
  'visitor',
  'stranger',
  'asked',
  'invited',
  'participant',
  'lead',
  'helper',
  'organiser',
  'other organiser',
  'site owner',
] as const;
export type Role = (typeof ROLES)[number];

const AT = '2026-03-01T00:00:00.000Z';

export async function makeWorld(db: Db): Promise<World> {
  const { id: eventId, version } = await addEvent(db);
  const people = {} as Record<Exclude<Role, 'visitor'>, Id>; // filled in the next lines
  for (const role of ROLES) if (role !== 'visitor') people[role] = await addPerson(db, role);
  await db
    .updateTable('people')
    .set({ site_owner_since: AT })
    .where('id', '=', people['site owner'])
    .execute();
  await addOrganiser(db, eventId, people.organiser);
  await addOrganiser(db, eventId, people.helper, 'helper');
  const elsewhere = await addEvent(db);
  await addOrganiser(db, elsewhere.id, people['other organiser']);
  const offer = { invited_at: AT, confirm_by: '2026-03-20T00:00:00.000Z' };
  const askedInvitationId = await addInvitation(db, eventId, people.asked, 'requested');
  const invitedInvitationId = await addInvitation(db, eventId, people.invited, 'invited', offer);
  const participantInvitationId = await addInvitation(db, eventId, people.participant, 'confirmed', offer);
  await addInvitation(db, eventId, people.lead, 'confirmed', offer);

  const dayId = await addDay(db, eventId, '2026-04-28');
  const emptyDayId = await addDay(db, eventId, '2026-04-30');
  const slotId = await addSlot(db, eventId, dayId, ['2026-04-28T02:00:00.000Z', '2026-04-28T03:00:00.000Z']);
  const freeSlotId = await addSlot(db, eventId, dayId, [
    '2026-04-28T03:00:00.000Z',
    '2026-04-28T04:00:00.000Z',
  ]);
  const [areaId, freeAreaId] = [await addArea(db, eventId, '1'), await addArea(db, eventId, '2')];
  const placedId = await addSession(db, eventId, 'Placed');
  const unplacedId = await addSession(db, eventId, 'Unplaced');
  for (const sessionId of [placedId, unplacedId]) await addLead(db, sessionId, people.lead, 'Lead');
  const ideaId = await addSession(db, eventId, 'An idea', { wants_lead: 1 });
  const withdrawnId = await addSession(db, eventId, 'Withdrawn', { withdrawn_at: AT });
  await addLead(db, withdrawnId, people.lead, 'Lead');
  await db
    .insertInto('placements')
    .values({
      session_id: placedId,
      event_id: eventId,
      slot_id: slotId,
      area_id: areaId,
      pinned_at: null,
      pinned_by: null,
    })
    .execute();
  await db
    .insertInto('placement_cells')
    .values({ slot_id: slotId, area_id: areaId, session_id: placedId })
    .execute();
  await addUndoable(db, eventId, placedId, slotId, areaId);
  return {
    ...{
      eventId,
      version,
      dayId,
      emptyDayId,
      slotId,
      freeSlotId,
      areaId,
      freeAreaId,
      placedId,
      unplacedId,
      ideaId,
      withdrawnId,
    },
    ...{ invitedInvitationId, participantInvitationId, askedInvitationId },
    helperId: people.helper,
    heldMessageId: await addHeldMessage(db, eventId),
    announcementId: await addAnnouncement(db, eventId),
    postId: await addPost(db, eventId),
    projectId: await addProject(db, eventId),
    deadJobId: await addDeadJob(db),
    actors: Object.fromEntries(
      ROLES.map((role) => [role, role === 'visitor' ? visitor : person(people[role])]),
    ) as World['actors'], // one entry a role
  };
}

export const PRODUCT: Actor = system('test');

async function addUndoable(db: Db, eventId: Id, session: Id, slot: Id, area: Id): Promise<void> {
  await db
    .insertInto('draft_moves')
    .values({
      id: newId(),
      event_id: eventId,
      version: 2,
      kind: 'place',
      before: JSON.stringify([{ session, placement: null }]),
      after: JSON.stringify([{ session, placement: { session, slot, area, pinned: false } }]),
      at: AT,
      by_person_id: null,
      undone_at: null,
    })
    .execute();
}

async function addHeldMessage(db: Db, eventId: Id): Promise<Id> {
  const id = newId();
  const words = {
    subject: 'x',
    text: 'x',
    html: 'x',
    calendar: null,
    error: null,
    once_key: null,
    sent_at: null,
    released_by: null,
  };
  await db
    .insertInto('messages')
    .values({
      id,
      event_id: eventId,
      person_id: null,
      to_email: 'ada@example.org',
      template: 'invited',
      locale: 'en',
      state: 'held',
      created_at: AT,
      ...words,
    })
    .execute();
  return id;
}

async function addAnnouncement(db: Db, eventId: Id): Promise<Id> {
  const id = newId();
  await db
    .insertInto('announcements')
    .values({
      id,
      event_id: eventId,
      area_id: null,
      session_id: null,
      text: 'x',
      posted_at: AT,
      posted_by: null,
      ends_at: '2027-01-01T00:00:00.000Z',
    })
    .execute();
  return id;
}

/** The plenary of the world's day, at this step, where leads place their own. */
export async function addPlenary(
  db: Db,
  { eventId, dayId }: Pick<World, 'eventId' | 'dayId'>,
  step: PlenaryStep,
): Promise<void> {
  await db
    .insertInto('plenaries')
    .values({
      id: newId(),
      event_id: eventId,
      day_id: dayId,
      step,
      write_minutes: 15,
      pitch_minutes: 25,
      runs_until: null,
      left_ms: null,
      current_id: null,
      pitch_until: null,
      pitch_left_ms: null,
      leads_place: 1,
      opened_at: AT,
      opened_by: null,
      closed_at: null,
    })
    .execute();
}

export async function addMergeOffer(
  db: Db,
  { eventId, unplacedId, ideaId }: Pick<World, 'eventId' | 'unplacedId' | 'ideaId'>,
): Promise<Id> {
  const id = newId();
  const sides = { from_id: unplacedId, into_id: ideaId };
  const agreed = { from_agreed_at: null, into_agreed_at: AT, declined_at: null };
  await db
    .insertInto('merge_offers')
    .values({ id, event_id: eventId, made_at: AT, ...sides, ...agreed })
    .execute();
  return id;
}

async function addPost(db: Db, eventId: Id): Promise<Id> {
  const id = newId();
  await db
    .insertInto('posts')
    .values({
      ...{ id, slug: 'new', event_id: eventId, kind: 'report', title: 'New', body: '' },
      author_id: null,
      author_name: '',
      published_at: null,
      created_at: AT,
      updated_at: AT,
    })
    .execute();
  await db
    .insertInto('post_revisions')
    .values({ post_id: id, version: 1, title: 'Old', body: '', tags: '[]', at: AT, by_person_id: null })
    .execute();
  return id;
}

/** A day that is on at the tests' moment: “Placed” is published and about to end, and a slot after it is free. */
export async function addRunningDay(db: Db, { eventId, placedId, areaId }: World): Promise<Id> {
  const dayId = await addDay(db, eventId, '2026-03-02');
  const begun = { startsAt: '2026-03-02T09:00:00.000Z', endsAt: '2026-03-02T10:05:00.000Z' };
  const slotId = await addSlot(db, eventId, dayId, [begun.startsAt, begun.endsAt]);
  const free = await addSlot(db, eventId, dayId, ['2026-03-02T11:00:00.000Z', '2026-03-02T12:00:00.000Z']);
  const releaseId = newId();
  await db
    .insertInto('releases')
    .values({ id: releaseId, event_id: eventId, number: 1, note: '', released_at: AT, released_by: null })
    .execute();
  await db
    .insertInto('released_placements')
    .values({
      release_id: releaseId,
      session_id: placedId,
      slot_id: slotId,
      area_id: areaId,
      area_label: '1',
      starts_at: begun.startsAt,
      ends_at: begun.endsAt,
    })
    .execute();
  return free;
}

/** Two sessions that come later on the running day, released and in the draft, which may swap. */
export async function addSwap(db: Db, world: World): Promise<readonly [Id, Id]> {
  const { eventId, areaId } = world;
  const first = await addRunningDay(db, world);
  const { day_id: dayId } = await db
    .selectFrom('slots')
    .select('day_id')
    .where('id', '=', first)
    .executeTakeFirstOrThrow();
  const second = await addSlot(db, eventId, dayId, ['2026-03-02T12:00:00.000Z', '2026-03-02T13:00:00.000Z']);
  const { id: releaseId } = await db
    .selectFrom('releases')
    .select('id')
    .where('event_id', '=', eventId)
    .executeTakeFirstOrThrow();
  const sessions = [await addSession(db, eventId, 'Early'), await addSession(db, eventId, 'Late')] as const;
  for (const [index, slotId] of [first, second].entries()) {
    const cell = { session_id: sessions[index] ?? '', slot_id: slotId, area_id: areaId };
    const pin = { pinned_at: null, pinned_by: null };
    await db
      .insertInto('placements')
      .values({ ...cell, event_id: eventId, ...pin })
      .execute();
    await db.insertInto('placement_cells').values(cell).execute();
    const hour = 11 + index;
    await db
      .insertInto('released_placements')
      .values({
        ...{ ...cell, release_id: releaseId, area_label: '1' },
        ...{ starts_at: `2026-03-02T${hour}:00:00.000Z`, ends_at: `2026-03-02T${hour + 1}:00:00.000Z` },
      })
      .execute();
  }
  return sessions;
}

/** Notes of “Unplaced” with one action item, whose id it is. */
export async function addNotes(
  db: Db,
  { eventId, unplacedId }: Pick<World, 'eventId' | 'unplacedId'>,
  more: { frozen_at?: string } = {},
): Promise<Id> {
  const id = newId();
  await db
    .insertInto('notes')
    .values({
      ...{ session_id: unplacedId, event_id: eventId, text: '- [ ] x', search_text: '- [ ] x', lines: 1 },
      ...{ version: 1, document: newId(), revision: 0, updated_at: AT, scribe_id: null },
      ...{ frozen_at: null, frozen_by: null, frozen_revision: null, ...more },
    })
    .execute();
  const doc = new Doc();
  doc.getText(unplacedId).insert(0, '- [ ] x');
  const content = Buffer.from(encodeStateAsUpdate(doc)).toString('base64');
  await db.insertInto('note_updates').values({ session_id: unplacedId, number: 1, content }).execute();
  const item = { session_id: unplacedId, position: 0, what: 'x', owner_id: null, owner_name: '' };
  await db
    .insertInto('action_items')
    .values({ id, ...item, due: null, done: 0 })
    .execute();
  return id;
}

/** “Placed” has ended without notes at the tests' moment. */
export async function addMissingNotes(db: Db, world: World): Promise<void> {
  await addRunningDay(db, world);
  await db.updateTable('released_placements').set({ ends_at: AT }).execute();
}

/** Slides of “Unplaced” that its lead has attached. */
export async function addMaterial(db: Db, { eventId, unplacedId, actors }: World): Promise<Id> {
  const id = newId();
  const by = actors.lead.kind === 'person' ? actors.lead.personId : null;
  await db
    .insertInto('materials')
    .values({
      ...{ id, event_id: eventId, session_id: unplacedId, kind: 'link', title: 'x', description: '' },
      ...{ licence: '', language: '', link: 'https://example.org', search_text: 'x', attached_at: AT },
      ...{ attached_by: by, updated_at: AT, hidden_at: null, hidden_by: null },
      ...{ removal_asked_at: null, removal_asked_by: null, removal_reason: '' },
    })
    .execute();
  return id;
}

/** A picture that the lead has sent. */
export async function addPicture(db: Db, { actors }: World): Promise<Id> {
  const id = newId();
  const by = actors.lead.kind === 'person' ? actors.lead.personId : null;
  const row = {
    id,
    sha256: 'a'.repeat(64),
    type: 'image/png',
    width: 1,
    height: 1,
    size: 1,
    alt: 'A dot',
  } as const;
  await db
    .insertInto('pictures')
    .values({ ...row, sent_at: AT, sent_by: by })
    .execute();
  return id;
}

/** A file that the lead has begun to send. */
export async function addUpload(db: Db, { eventId, actors }: World): Promise<Id> {
  const id = newId();
  const personId = actors.lead.kind === 'person' ? actors.lead.personId : null;
  const row = { id, event_id: eventId, person_id: personId, name: 'a.pdf', size: 1, began_at: AT };
  await db
    .insertInto('uploads')
    .values({ ...row, sha256: null, type: null })
    .execute();
  return id;
}

async function addProject(db: Db, eventId: Id): Promise<Id> {
  const id = newId();
  const text = { name: 'Project', body: 'Second.', code: '', skills: [] };
  const row = { id, ...columnsOf(text), name_key: 'project', created_at: AT, updated_at: AT, version: 2 };
  await db.insertInto('projects').values(row).execute();
  await db.insertInto('project_names').values({ key: 'project', slug: 'project', project_id: id }).execute();
  for (const [version, body] of ['First.', 'Second.'].entries())
    await inTransaction(db, (tx) =>
      writeRevision(
        tx,
        { actor: PRODUCT, now: AT },
        { projectId: id, version: version + 1, text: { ...text, body }, summary: '' },
      ),
    );
  await db
    .insertInto('project_highlights')
    .values({ event_id: eventId, project_id: id, note: '', at: AT, by_person_id: null })
    .execute();
  return id;
}

async function addDeadJob(db: Db): Promise<Id> {
  const id = newId();
  const idle = { leased_until: null, leased_by: null, last_error: 'x', unique_key: null };
  await db
    .insertInto('jobs')
    .values({ id, kind: 'send-message', payload: '"x"', run_at: AT, attempts: 12, dead_at: AT, ...idle })
    .execute();
  return id;
}
