import { cutOffIn, phaseOf, requestsOf } from '@plenary/domain/events/event.ts';
import { eventGrid, eventOrganisations, placesLeft } from '@plenary/domain/events/event-queries.ts';
import { timestamp } from '@plenary/domain/kernel/clock.ts';
import { invitationToken } from '@plenary/domain/invitations/invitation-link.ts';
import { invitationOf } from '@plenary/domain/invitations/my-invitation-queries.ts';
import { materialsOf } from '@plenary/domain/materials/material-queries.ts';
import { publishedPosts } from '@plenary/domain/posts/post-queries.ts';
import { renderMarkdown } from '@plenary/domain/text/markdown.ts';
import { talksOf } from '@plenary/domain/training/appearance-queries.ts';
import { eventAsJsonLd } from '#lib/events/event-json-ld.ts';
import { materialView } from '#lib/materials/material-view.server.ts';
import { postSummary } from '#lib/posts/post-summary.ts';
import { inLargestUnits } from '#lib/events/time-left.ts';
import type { PageServerLoad } from './$types';

/** The newest ones; all of them are under their tags. */
const POSTS_SHOWN = 3;

export const load: PageServerLoad = async ({ parent, locals }) => {
  const { event, standing } = await parent();
  const { app, account } = locals;
  const now = timestamp(app.clock.now());
  const organisations = await eventOrganisations(app.db, event.id);
  const mine = account ? await invitationOf(app.db, event.id, account.id) : undefined;
  const left = cutOffIn(event, now);
  const elsewhere = event.kind === 'conference';
  return {
    /** At somebody else's conference there are talks instead of a programme of ours. */
    talks: elsewhere
      ? (await talksOf(app.db, event.id)).map(({ abstract, ...talk }) => ({
          ...talk,
          html: renderMarkdown(abstract, { firstHeading: 3 }),
        }))
      : null,
    materials: elsewhere
      ? (await materialsOf(app.db, standing, { eventId: event.id })).map(materialView)
      : [],
    grid: await eventGrid(app.db, event.id),
    hosts: organisations.filter((organisation) => organisation.role === 'host'),
    sponsors: organisations.filter((organisation) => organisation.role === 'sponsor'),
    placesLeft: await placesLeft(app.db, event),
    phase: phaseOf(event, now),
    requests: requestsOf(event, now),
    cutOffLeft: left && inLargestUnits(left),
    description: renderMarkdown(event.description),
    posts: (await publishedPosts(app.db, { eventId: event.id, perPage: POSTS_SHOWN })).posts.map((post) => ({
      ...postSummary(post),
      event: null, // it is this one
    })),
    mine: mine && { state: mine.state, token: invitationToken(app.site.secret, mine.id) },
    // A draft is nothing for search engines, not even in an organiser's browser.
    jsonLd: event.announcedAt ? eventAsJsonLd(event, organisations, app.site.origin) : null,
  };
};
