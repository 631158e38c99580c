import { solve } from '@plenary/scheduler/solve.ts';
import { checkIn, MOST_MARKS } from '../check-in/check-in.ts';
import { confirmInvitation } from '../invitations/confirm-invitation.ts';
import { decideInvitations } from '../invitations/decide-invitations.ts';
import { requestInvitation } from '../invitations/request-invitation.ts';
import { sayInterest } from '../interest/say-interest.ts';
import { valueOf, type Needs } from '../kernel/action.ts';
import { person as personActor, system, type Actor } from '../kernel/actor.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { personWithEmail } from '../people/person-queries.ts';
import { eventProblem, problemToSolve } from '../schedule/event-problem.ts';
import { takeSchedule } from '../schedule/take-schedule.ts';
import { proposeSession } from '../sessions/propose-session.ts';
import { sampleAnswer } from './sample-interest.ts';
import { sampleEmail, type SamplePerson } from './sample-people.ts';
import { sampleProjects } from './sample-projects.ts';
import type { SampleProposal } from './sample-proposals.ts';

/* The life of an event, step by step, each through the domain's own action and at its own time. */

export const SAMPLE: Actor = system('sample');

export type At = (days: number, hours?: number) => Needs;

export interface SampleGuest extends SamplePerson {
  readonly personId: Id;
  readonly invitationId: Id;
}

/** People ask to come, one after the other. */
export async function askToCome(
  needs: Needs,
  eventId: Id,
  people: readonly SamplePerson[],
): Promise<SampleGuest[]> {
  const guests: SampleGuest[] = [];
  for (const guest of people) {
    const email = sampleEmail(guest.name);
    const { id: personId } = await personWithEmail(
      needs.db,
      { ...guest, email },
      needs.clock.now().toString(),
    );
    const asked = await requestInvitation(needs, personActor(personId), {
      eventId,
      name: guest.name,
      affiliation: guest.affiliation,
      wantsToWorkOn: `Above all ${guest.cares[0]}, and ${guest.cares[1]} if there is time.`,
    });
    guests.push({ ...guest, personId, invitationId: valueOf(asked).invitationId ?? '' });
  }
  return guests;
}

export async function decide(
  needs: Needs,
  eventId: Id,
  guests: readonly SampleGuest[],
  decision: 'invite' | 'waitlist' | 'decline',
): Promise<void> {
  if (guests.length === 0) return;
  const rows = await needs.db
    .selectFrom('invitations')
    .select(['id', 'version'])
    .where(
      'id',
      'in',
      guests.map((guest) => guest.invitationId),
    )
    .execute();
  const reason = decision === 'decline' ? 'The topic you name is covered by another event this spring.' : '';
  valueOf(await decideInvitations(needs, SAMPLE, { eventId, invitations: rows, decision, reason }));
}

export async function confirm(needs: Needs, guests: readonly SampleGuest[]): Promise<void> {
  for (const guest of guests)
    valueOf(
      await confirmInvitation(needs, personActor(guest.personId), { invitationId: guest.invitationId }),
    );
}

export async function arrive(needs: Needs, eventId: Id, guests: readonly SampleGuest[]): Promise<void> {
  const marks = guests.map(({ invitationId }) => ({ key: newId(), kind: 'here' as const, invitationId }));
  for (let sent = 0; sent < marks.length; sent += MOST_MARKS)
    valueOf(await checkIn(needs, SAMPLE, { eventId, marks: marks.slice(sent, sent + MOST_MARKS) }));
}

/** Everybody proposes, some from a project's page; an idea without a lead comes from whoever is first in the list. */
export async function propose(
  needs: Needs,
  eventId: Id,
  guests: readonly SampleGuest[],
  proposals: readonly SampleProposal[],
): Promise<Map<Id, SampleProposal>> {
  const byName = new Map(guests.map((guest) => [guest.name, guest]));
  const projects = await sampleProjects(needs);
  const proposed = new Map<Id, SampleProposal>();
  for (const proposal of proposals) {
    const [first, ...others] = proposal.leads;
    const proposer = byName.get(first ?? '') ?? guests[proposed.size % guests.length];
    if (!proposer) continue;
    const { id: sessionId } = valueOf(
      await proposeSession(needs, personActor(proposer.personId), {
        eventId,
        headline: proposal.headline,
        topic: proposal.topic,
        problem: proposal.problem,
        contribution: proposal.contribution ?? '',
        preparation: proposal.preparation ?? '',
        length: proposal.length ?? 1,
        needs: [...(proposal.needs ?? [])],
        wantsLead: proposal.leads.length === 0,
        projectId: projects.get(proposal.project ?? '') ?? null,
        leads: others.map((name) => ({ name, email: byName.has(name) ? sampleEmail(name) : '' })),
      }),
    );
    proposed.set(sessionId, proposal);
  }
  return proposed;
}

export async function sayWhatTheyWant(
  needs: Needs,
  eventId: Id,
  guests: readonly SampleGuest[],
  proposed: ReadonlyMap<Id, SampleProposal>,
): Promise<void> {
  for (const guest of guests) {
    for (const [sessionId, proposal] of proposed) {
      const level = sampleAnswer(guest, proposal);
      if (level)
        valueOf(await sayInterest(needs, personActor(guest.personId), { eventId, sessionId, level }));
    }
  }
}

/** The scheduler places everything; the draft takes it. The same community gets the same schedule. */
export async function schedule(needs: Needs, eventId: Id, iterations: number): Promise<void> {
  const at = await eventProblem(needs.db, eventId);
  const { placements } = solve(problemToSolve(at), { seed: 1, iterations });
  valueOf(
    await takeSchedule(needs, SAMPLE, {
      eventId,
      draftVersion: at.draftVersion,
      placements: [...placements],
    }),
  );
}
