import { z } from 'zod';
import { announceEvent } from '../events/announce-event.ts';
import { changeEvent } from '../events/change-event.ts';
import { createEvent } from '../events/create-event.ts';
import { eventFields } from '../events/event-fields.ts';
import { eventOrThrow } from '../events/event-queries.ts';
import { setOrganisations } from '../events/set-organisations.ts';
import { defineAction, valueOf, type Needs } from '../kernel/action.ts';
import { date, line, link, text } from '../kernel/fields.ts';
import type { Id } from '../kernel/ids.ts';
import { proposeSession } from '../sessions/propose-session.ts';
import { MAX } from '../sessions/session.ts';
import { requireCourseWriter } from './course-policy.ts';

const MOST_TALKS = 20;

/**
 * Writes down an appearance at another organisation's conference: where, when, who speaks about what. It is an
 * announced event of kind conference without slots, with a session for each talk or part; materials are attached
 * as to any other event. May be in the past.
 */
export const makeAppearance = defineAction({
  name: 'make-appearance',
  input: z.strictObject({
    name: eventFields.name,
    /** Whose conference it is, and where it is announced. */
    conference: line(120),
    link,
    date,
    zone: eventFields.zone,
    venueName: eventFields.venueName.optional(),
    /** Markdown. */
    abstract: text(20_000),
    topics: eventFields.topics.default([]),
    talks: z
      .array(
        z.strictObject({
          title: line(MAX.headline),
          speakers: z.array(line(MAX.leadName)).min(1).max(MAX.leads),
          /** Markdown. */
          abstract: text(MAX.text),
        }),
      )
      .min(1)
      .max(MOST_TALKS),
  }),
  allow: ({ tx, actor }) => requireCourseWriter(tx, actor),
  run: async ({ tx, clock, site, actor, input, record }): Promise<{ eventId: Id; slug: string }> => {
    const needs: Needs = { db: tx, clock, site };
    const { name, conference, link: url, date: startDate, zone, venueName, abstract, topics, talks } = input;
    const made = valueOf(
      await createEvent(needs, actor, { template: 'appearance', name, startDate, zone, venueName }),
    );
    const { eventId } = made;
    const { version } = await eventOrThrow(tx, eventId);
    const changed = valueOf(
      await changeEvent(needs, actor, { eventId, version, description: abstract, topics: [...topics] }),
    );
    const hosts = [{ name: conference, url }];
    valueOf(await setOrganisations(needs, actor, { eventId, version: changed.version, hosts, sponsors: [] }));
    for (const talk of talks)
      valueOf(
        await proposeSession(needs, actor, {
          ...{ eventId, headline: talk.title, problem: talk.abstract, iLead: false },
          ...{ topic: topics[0] ?? '', leads: talk.speakers.map((speaker) => ({ name: speaker })) },
        }),
      );
    valueOf(await announceEvent(needs, actor, { eventId }));
    record({ kind: 'appearance.made', eventId, subjectId: eventId, audience: 'public' });
    return made;
  },
});
