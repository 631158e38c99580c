import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { checkIn } from '../check-in/check-in.ts';
import { setOrganisations } from '../events/set-organisations.ts';
import { valueOf } from '../kernel/action.ts';
import { person, visitor } from '../kernel/actor.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { attachMaterial } from '../materials/attach-material.ts';
import { freezeNotes } from '../notes/freeze-notes.ts';
import { saveNotesText } from '../notes/save-notes-text.ts';
import { countHeads } from '../schedule/count-heads.ts';
import { releaseSchedule } from '../schedule/release-schedule.ts';
import { addInvitation, addOrganiser, addPerson, addSession } from '../testing/community.ts';
import { countStatements } from '../testing/count-statements.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { smallDraft, type SmallDraft } from '../testing/small-draft.ts';
import { renderMarkdown } from '../text/markdown.ts';
import { draftPost } from './draft-post.ts';
import { reportFacts } from './event-facts.ts';
import { findPost, publishedPosts } from './post-queries.ts';

onBothEngines('an event drafts', (fresh) => {
  let open: OpenDatabase;
  let draft: SmallDraft;
  let clock: SetClock;

  beforeEach(async () => {
    open = await fresh();
    draft = await smallDraft(open.db);
    clock = new SetClock();
    valueOf(
      await setOrganisations(draft.needs, draft.organiser, {
        eventId: draft.eventId,
        version: 1,
        hosts: [{ name: 'ACME [Labs]', url: 'https://acme.example' }],
        sponsors: [
          { name: 'Noodles & Co', url: '' },
          { name: 'River', url: '' },
        ],
      }),
    );
  });
  afterEach(() => open.close());

  const write = async (kind: 'announcement' | 'report', locale: 'en' | 'de' = 'en', again = false) =>
    draftPost({ ...draft.needs, clock }, draft.organiser, { eventId: draft.eventId, kind, locale, again });
  const written = async (...asked: Parameters<typeof write>) =>
    findPost(open.db, valueOf(await write(...asked)).slug);
  const slugOfEvent = async () =>
    (await open.db.selectFrom('events').select('slug').executeTakeFirstOrThrow()).slug;

  it('its announcement from its facts', async () => {
    await open.db
      .updateTable('events')
      .set({ topics: '["Schedulers","Boards"]', audience: 'Everyone who *builds*', travel: 'By bus.' })
      .execute();
    const slug = await slugOfEvent();
    const post = await written('announcement');
    expect(post).toMatchObject({
      title: 'Hackathon Shanghai: 28 April 2026',
      kind: 'announcement',
      tags: ['boards', 'hackathon', 'schedulers'],
      publishedAt: null,
      authorName: 'Olga',
    });
    expect(post?.body).toBe(`Two days of hacking.

- **When:** 28 April 2026
- **Where:** Campus, Shanghai
- **For whom:** Everyone who \\*builds\\*
- **Places:** 50
- **Hosts:** [ACME \\[Labs\\]](<https://acme.example>)
- **Sponsors:** Noodles & Co and River

## The days

- Tuesday, 28 April 2026, 10:00 to 12:00

Times are those of Asia/Shanghai.

## How to come

Ask for an invitation on [the page of the event](/${slug}) before 12 April 2026 at 23:59 (Asia/Shanghai), and say what you would like to work on.

Who is invited confirms within 7 days; after that the place goes on to the next person.

## What to propose

The schedule is made of what people propose. A headline and your name are enough: [propose a session](/${slug}/sessions/new).

Topics that fit: Schedulers and Boards.

## Getting there

How to get there, and where to stay: [travel](/${slug}/travel).`);
    expect((await publishedPosts(open.db)).count).toBe(0);
  });

  it.each([
    [
      'before asking is possible',
      { invitations_open_at: '2026-03-10T00:00:00.000Z' },
      'From 10 March 2026 at 08:00',
    ],
    ['while nobody has said from when', { invitations_open_at: null }, 'will say from when you can ask'],
    ['without a cut-off', { cut_off_at: null }, '), and say what you would like to work on.'],
  ])('how to come, %s', async (_, facts, sentence) => {
    await open.db.updateTable('events').set(facts).execute();
    expect((await written('announcement'))?.body).toContain(sentence);
  });

  it('nothing about asking when the cut-off is over, nor about proposing where nobody proposes', async () => {
    await open.db
      .updateTable('events')
      .set({ cut_off_at: '2026-03-01T00:00:00.000Z', kind: 'training' })
      .execute();
    const body = (await written('announcement'))?.body ?? '';
    expect(body.match(/^## .*$/gm)).toEqual(['## The days']);
  });

  /** One session that left everything, one that left nothing, one that was merged away, one without a place. */
  async function hold(): Promise<{ one: Id; two: Id; material: Id }> {
    const { needs, organiser, eventId, ann, bob } = draft;
    const one = await draft.ledSession('Boards | and <b>more</b>', ann, { topic: 'Boards' });
    const two = await draft.ledSession('Schedulers', bob);
    await addSession(open.db, eventId, 'Never placed');
    valueOf(await draft.place(one, draft.at(0, 0)));
    valueOf(await draft.place(two, draft.at(1, 1)));
    valueOf(await releaseSchedule(needs, organiser, { eventId, number: 1 }));
    const text = `Four of us.

## Decisions

- Freeze in **eleven** weeks.

## Action items

- [x] write it down @Ann due 2026-05-08`;
    valueOf(await saveNotesText(needs, organiser, { eventId, sessionId: one, base: '', text }));
    valueOf(await freezeNotes(needs, organiser, { eventId, sessionId: one }));
    const secret = '## Decisions\n\n- Not for everybody yet.';
    valueOf(await saveNotesText(needs, organiser, { eventId, sessionId: two, base: '', text: secret }));
    const { materialId } = valueOf(
      await attachMaterial(needs, organiser, {
        eventId,
        sessionId: one,
        title: 'Slides',
        link: 'https://x.example/a',
      }),
    );
    valueOf(
      await attachMaterial(needs, organiser, {
        eventId,
        sessionId: null,
        title: 'All pictures',
        link: 'https://x.example/b',
      }),
    );
    clock.set('2026-04-28T02:50:00Z');
    const here = await open.db.selectFrom('invitations').select('id').where('person_id', '=', ann).execute();
    const marks = here.map(({ id }) => ({ key: newId(), kind: 'here' as const, invitationId: id }));
    valueOf(await checkIn({ ...needs, clock }, organiser, { eventId, marks }));
    valueOf(await countHeads({ ...needs, clock }, organiser, { eventId, sessionId: one, people: 14 }));
    await addInvitation(open.db, eventId, await addPerson(open.db, 'Carl'), 'declined');
    return { one, two, material: materialId };
  }

  it('its report from what happened, and nothing that is not public yet', async () => {
    const { one, two } = await hold();
    const slug = await slugOfEvent();
    const post = await written('report');
    expect(post?.title).toBe('What came out of Hackathon Shanghai');
    expect(post?.tags).toEqual(['hackathon', 'report']);
    expect(post?.body).toBe(`One person came to Hackathon Shanghai at Campus on 28 April 2026, for 2 sessions.

## In numbers

| What | How many |
| --- | --: |
| Asked for an invitation | 3 |
| Confirmed | 2 |
| Came | 1 |
| Sessions proposed | 3 |
| Sessions on the schedule | 2 |
| Hours of sessions | 2 |
| Sessions with notes | 1 |
| Slides, recordings and links | 2 |
| Decisions | 1 |
| Action items | 1 |

## By topic

\`\`\`chart
Topic | Sessions | Hours of sessions
Boards | 1 | 1
none named | 1 | 1
\`\`\`

## Sessions

### Tuesday, 28 April 2026

- 10:00 **[Boards \\| and \\<b>more\\</b>](/${slug}/sessions/${one})** – Lead; area 1; 14 people; [notes](/${slug}/sessions/${one}/notes); [Slides](<https://x.example/a>) (link)
- 11:00 **[Schedulers](/${slug}/sessions/${two})** – Lead; area 2

## More to read, hear and see

- [All pictures](<https://x.example/b>) (link)

## Decisions

- [Boards \\| and \\<b>more\\</b>](/${slug}/sessions/${one})
  - Freeze in **eleven** weeks.

## Action items

- ☑ write it down – **Ann**, by 8 May 2026, [Boards \\| and \\<b>more\\</b>](/${slug}/sessions/${one})

## Thanks

Thank you for having us: [ACME \\[Labs\\]](<https://acme.example>). Thank you for the support: Noodles & Co and River. And thanks to everybody who proposed, led a session, or wrote down what was said.`);
    const html = renderMarkdown(post?.body ?? '');
    expect(html).toContain('Boards | and &lt;b&gt;more&lt;/b&gt;');
    expect(html.match(/<table/g)).toHaveLength(2);
    expect(html).not.toContain('Not for everybody');
  });

  it('how requests came in, week by week, in the event’s zone', async () => {
    await hold();
    const asked = ['2026-03-01T15:59:59.000Z', '2026-03-01T16:00:00.000Z', '2026-03-18T10:00:00.000Z'];
    const ids = (await open.db.selectFrom('invitations').select('id').execute()).map((row) => row.id);
    for (const [n, id] of ids.entries())
      await open.db
        .updateTable('invitations')
        .set({ requested_at: asked[n] ?? '' })
        .where('id', '=', id)
        .execute();
    expect((await written('report'))?.body).toContain(`## How requests came in

\`\`\`chart
Week from | Requests
23 February 2026 | 1
2 March 2026 | 1
9 March 2026 | 0
16 March 2026 | 1
\`\`\``);
  });

  it('in German too', async () => {
    await hold();
    expect((await written('announcement', 'de'))?.title).toBe('Hackathon Shanghai: 28. April 2026');
    const report = await written('report', 'de');
    expect(report?.title).toBe('Was bei Hackathon Shanghai herauskam');
    expect(report?.body).toContain(
      'Hackathon Shanghai (Campus), 28. April 2026: Eine Person kam, es gab 2 Sessions.',
    );
    expect(report?.body).toContain('☑ write it down – **Ann**, bis 8. Mai 2026');
  });

  it('a second one only when that is asked for', async () => {
    const first = valueOf(await write('announcement'));
    expect(await write('announcement', 'de')).toMatchObject({
      error: {
        code: 'wrong-state',
        params: { state: 'drafted-already' },
        subject: { slug: first.slug, title: 'Hackathon Shanghai: 28 April 2026' },
      },
    });
    expect(valueOf(await write('announcement', 'en', true)).slug).toBe(`${first.slug}-2`);
  });

  it('no report before it has begun', async () => {
    expect(await write('report')).toMatchObject({
      error: { code: 'wrong-state', params: { state: 'not-begun' } },
    });
    expect(await open.db.selectFrom('posts').select('id').execute()).toEqual([]);
  });

  it('for its organisers only', async () => {
    const { eventId, participant } = draft;
    const helper = await addPerson(open.db, 'Hal');
    await addOrganiser(open.db, eventId, helper, 'helper');
    const asked = { eventId, kind: 'announcement', locale: 'en' } as const;
    const codes = [];
    for (const actor of [visitor, participant, person(helper)]) {
      const result = await draftPost(draft.needs, actor, asked);
      codes.push(result.ok ? 'yes' : result.error.code);
    }
    expect(codes).toEqual(['sign-in-needed', 'not-allowed', 'not-allowed']);
  });

  it('with as many statements for much as for little', async () => {
    const facts = () => countStatements(open.db, (db) => reportFacts(db, draft.eventId));
    valueOf(await draft.place(await draft.ledSession('Early', draft.ann), draft.at(0, 1)));
    const { needs, organiser, eventId } = draft;
    valueOf(await releaseSchedule(needs, organiser, { eventId, number: 1 }));
    valueOf(
      await attachMaterial(needs, organiser, {
        eventId,
        sessionId: null,
        title: 'First',
        link: 'https://x.example/b',
      }),
    );
    const little = await facts();
    for (const title of ['Second', 'Third'])
      valueOf(
        await attachMaterial(needs, organiser, {
          eventId,
          sessionId: null,
          title,
          link: 'https://x.example/b',
        }),
      );
    await addSession(open.db, eventId, 'More');
    expect(await facts()).toBe(little);
  });
});
