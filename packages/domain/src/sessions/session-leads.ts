import type { Transaction } from '../database/db.ts';
import type { Actor } from '../kernel/actor.ts';
import type { Timestamp } from '../kernel/clock.ts';
import { newId, type Id } from '../kernel/ids.ts';
import type { Site } from '../kernel/site.ts';
import { queueMessage } from '../messages/queue-message.ts';
import { findPerson, personWithEmail, type PersonSummary } from '../people/person-queries.ts';
import { unitedLeads, type NewLead } from './session.ts';

interface LeadWork {
  readonly tx: Transaction;
  readonly actor: Actor;
  readonly now: Timestamp;
  readonly site: Site;
}

interface LedSession {
  readonly id: Id;
  readonly eventId: Id;
  readonly headline: string;
}

/** A lead about to be written. `mail` is set when they are to be told. */
interface LeadRow {
  readonly personId: Id | null;
  readonly name: string;
  readonly mail?: PersonSummary;
}

/**
 * Adds leads to a session behind those it has: nobody twice. Who is named with a mail address
 * needs no account, and is told; who adds themselves is not.
 */
export async function addLeads(
  work: LeadWork,
  session: LedSession,
  leads: readonly NewLead[],
): Promise<void> {
  const wanted: LeadRow[] = [];
  for (const lead of leads) wanted.push(await leadRow(work, lead));
  await writeLeads(work, session, wanted);
}

/** Adds a person who leads by their own doing. */
export async function addOwnLead(work: LeadWork, session: LedSession, personId: Id): Promise<void> {
  const person = await findPerson(work.tx, personId);
  await writeLeads(work, session, [{ personId, name: person?.name ?? '' }]);
}

async function leadRow(work: LeadWork, lead: NewLead): Promise<LeadRow> {
  if (lead.email === '') return { personId: null, name: lead.name };
  const person = await personWithEmail(work.tx, lead, work.now);
  const ownDoing = work.actor.kind === 'person' && work.actor.personId === person.id;
  return { personId: person.id, name: lead.name, ...(ownDoing ? {} : { mail: person }) };
}

async function writeLeads(work: LeadWork, session: LedSession, wanted: readonly LeadRow[]): Promise<void> {
  const current = await work.tx
    .selectFrom('session_leads')
    .select(['person_id as personId', 'name', 'position'])
    .where('session_id', '=', session.id)
    .execute();
  const added = unitedLeads<LeadRow>(current, wanted).slice(current.length);
  if (added.length === 0) return;
  const behind = Math.max(-1, ...current.map((lead) => lead.position)) + 1;
  await work.tx
    .insertInto('session_leads')
    .values(
      added.map((lead, index) => ({
        id: newId(),
        session_id: session.id,
        person_id: lead.personId,
        name: lead.name,
        position: behind + index,
      })),
    )
    .execute();
  for (const lead of added) if (lead.mail) await tell(work, session, lead.mail);
}

async function tell(work: LeadWork, session: LedSession, person: PersonSummary): Promise<void> {
  const event = await work.tx
    .selectFrom('events')
    .select(['name', 'slug'])
    .where('id', '=', session.eventId)
    .executeTakeFirstOrThrow();
  const actor = work.actor.kind === 'person' ? await findPerson(work.tx, work.actor.personId) : undefined;
  await queueMessage(work.tx, {
    now: work.now,
    eventId: session.eventId,
    to: { personId: person.id, email: person.email, name: person.name, locale: person.locale },
    template: 'added-as-lead',
    params: {
      event: event.name,
      name: person.name,
      session: session.headline,
      by: actor?.name ?? event.name,
      link: `${work.site.origin}/${event.slug}/sessions/${session.id}`,
    },
    // Added, removed and added again: one mail is enough.
    onceKey: `added-as-lead ${session.id} ${person.id}`,
  });
}
