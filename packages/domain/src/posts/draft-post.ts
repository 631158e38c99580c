import { z } from 'zod';
import type { Transaction } from '../database/db.ts';
import { defineAction } from '../kernel/action.ts';
import type { Timestamp } from '../kernel/clock.ts';
import { DomainError } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import type { Id } from '../kernel/ids.ts';
import { requireOrganiser } from '../standing/standing.ts';
import { normaliseTags } from '../text/tags.ts';
import { beginPost } from './begin-post.ts';
import { draftAnnouncement, type Drafted } from './draft-announcement.ts';
import { draftReport } from './draft-report.ts';
import { DRAFT_LOCALES, type DraftLocale } from './draft-words.ts';
import { announcementFacts, reportFacts } from './event-facts.ts';

export const DRAFTED_KINDS = ['announcement', 'report'] as const;
export type DraftedKind = (typeof DRAFTED_KINDS)[number];

/** The post that is there already, as the subject of a refusal. */
export interface DraftedAlready {
  readonly slug: string;
  readonly title: string;
}

/**
 * Begins an event's announcement from its facts, or its report from what happened, as a draft that organisers edit
 * and publish. Refused (`wrong-state`) when there is one of that kind, with it as the subject (`DraftedAlready`),
 * unless `again` says that another one is wanted; and for a report of what has not begun.
 */
export const draftPost = defineAction({
  name: 'draft-post',
  input: z.strictObject({
    eventId: id,
    kind: z.enum(DRAFTED_KINDS),
    locale: z.enum(DRAFT_LOCALES),
    again: z.boolean().default(false),
  }),
  allow: async ({ tx, actor, input }) => void (await requireOrganiser(tx, actor, input.eventId)),
  run: async (work): Promise<{ postId: Id; slug: string }> => {
    const { eventId, kind, locale, again } = work.input;
    if (!again) await requireNone(work.tx, eventId, kind);
    const drafted = await draft(work.tx, eventId, { kind, locale, now: work.now });
    return beginPost(work, { eventId, kind, ...drafted, tags: normaliseTags(drafted.tags) });
  },
});

async function requireNone(tx: Transaction, eventId: Id, kind: DraftedKind): Promise<void> {
  const subject: DraftedAlready | undefined = await tx
    .selectFrom('posts')
    .select(['slug', 'title'])
    .where('event_id', '=', eventId)
    .where('kind', '=', kind)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  if (subject)
    throw new DomainError('wrong-state', `There is "${subject.title}" already.`, {
      params: { state: 'drafted-already' },
      subject,
    });
}

async function draft(
  tx: Transaction,
  eventId: Id,
  { kind, locale, now }: { kind: DraftedKind; locale: DraftLocale; now: Timestamp },
): Promise<Drafted> {
  if (kind === 'announcement') return draftAnnouncement(await announcementFacts(tx, eventId), locale, now);
  const facts = await reportFacts(tx, eventId);
  if (!facts.event.startsAt || facts.event.startsAt > now)
    throw new DomainError('wrong-state', 'There is nothing to report before the event begins.', {
      params: { state: 'not-begun' },
    });
  return draftReport(facts, locale);
}
