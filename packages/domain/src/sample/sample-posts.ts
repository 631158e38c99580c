import { giveRole } from '../events/give-role.ts';
import { valueOf, type Needs } from '../kernel/action.ts';
import { person, system, type Actor } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import type { PostKind } from '../posts/post.ts';
import { publishPost } from '../posts/publish-post.ts';
import { writePost } from '../posts/write-post.ts';
import { sampleEmail } from './sample-people.ts';

interface SamplePost {
  readonly at: string | null;
  readonly kind: PostKind;
  readonly title: string;
  readonly tags: readonly string[];
  readonly body: string;
}

const OF_SHANGHAI: readonly SamplePost[] = [
  {
    at: '2015-03-02T09:00:00Z',
    kind: 'announcement',
    title: 'Fifty places on a campus in Shanghai',
    tags: ['developers', 'hackathon', 'shanghai'],
    body: `Two days, no talks, and a schedule that we make ourselves each morning: the next hypervisor hackathon
takes place in Shanghai on 28 and 29 April 2015.

## What it is

Whoever comes proposes what they want to work on. After breakfast we pitch, and the proposals are mapped to work areas
and time slots. There is a whiteboard at every table, and coffee all day.

## How to come

There are fifty places. Ask for an invitation before 12 April and say what you would like to work on; it need not be
finished thinking. Our host pays for lunch, and for dinner on the first evening.`,
  },
  {
    at: '2015-05-04T09:00:00Z',
    kind: 'report',
    title: 'What came out of Shanghai',
    tags: ['developers', 'hackathon', 'shanghai', 'report'],
    body: `Twenty-six sessions in two days, and most of them ended with somebody opening an editor.

## What moved

- **Live migration** between different processors: we agreed on how to say what a guest may rely on, and who writes it down.
- **Memory**: paging, sharing and ballooning were explained to each other, which had not happened before.
- **Documentation**: five newcomers followed the first hour of our guide, and we watched. It has been rewritten since.

## What we learned about the format

The morning plenary took forty minutes the first day and twenty-five the second. Two sessions were held twice because more
people wanted them than the area had chairs. The evening on the river did more for the mailing list than any rule.

> I came for the schedulers and left with a patch for the build system.

Thanks to our host for the campus, the noodles and the patience.`,
  },
];

const OF_NEXT: readonly SamplePost[] = [
  {
    at: 'now',
    kind: 'announcement',
    title: 'We meet again: invitations are open',
    tags: ['developers', 'hackathon'],
    body: `After Shanghai many asked for more of the same. Here it is: two days, the same way of working, other noodles.

Ask for an invitation, propose what you care about, and say what you want to hear. The schedule is made of that.`,
  },
  {
    at: null,
    kind: 'interview',
    title: 'Five questions about unikernels',
    tags: ['developers', 'unikernels'],
    body: `**What is it good for?**

*(The answers come on Thursday.)*`,
  },
];

/** Writes and publishes what a community's blog holds: two posts of the past event, one of the next, and a draft. */
export async function writeSamplePosts(needs: Needs, past: Id, next: Id): Promise<void> {
  const role = { eventId: past, email: sampleEmail('Mei Lin'), name: 'Mei Lin', role: 'organiser' } as const;
  const mei = person(valueOf(await giveRole(needs, system('sample'), role)).personId);
  for (const post of OF_SHANGHAI) await write(needs, mei, past, post);
  for (const post of OF_NEXT) await write(needs, mei, next, post);
}

async function write(needs: Needs, writer: Actor, eventId: Id, post: SamplePost): Promise<void> {
  const { at, kind, title, tags, body } = post;
  const then = at === null || at === 'now' ? needs.clock.now() : Temporal.Instant.from(at);
  const within = { ...needs, clock: { now: () => then } };
  const { postId } = valueOf(
    await writePost(within, writer, { eventId, kind, title, tags: [...tags], body }),
  );
  if (at !== null) valueOf(await publishPost(within, writer, { postId, published: true }));
}
