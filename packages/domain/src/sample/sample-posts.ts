import { giveRole } from '../events/give-role.ts';
import { valueOf, type Needs } from '../kernel/action.ts';
import { person, system, type Actor } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import { changePost } from '../posts/change-post.ts';
import type { PostKind } from '../posts/post.ts';
import { publishPost } from '../posts/publish-post.ts';
import { writePost } from '../posts/write-post.ts';
import type { FileStore } from '../materials/file-store.ts';
import type { NewPicture } from '../pictures/send-picture.ts';
import { takePicture } from '../pictures/take-picture.ts';
import { sampleEmail } from './sample-people.ts';
import { fiveQuestions, lastRow, migration, otherNoodles, skyline, wallOfCards } from './sample-pictures.ts';

interface SamplePost {
  readonly at: string | null;
  readonly kind: PostKind;
  readonly title: string;
  readonly tags: readonly string[];
  readonly body: string;
  readonly lead?: { readonly drawn: () => Uint8Array; readonly alt: string };
  /** Behind its text. */
  readonly picture?: { readonly drawn: () => Uint8Array; readonly alt: string };
  /** What was added afterwards. */
  readonly added?: { readonly at: string; readonly text: string };
}

const OF_SHANGHAI: readonly SamplePost[] = [
  {
    at: '2015-03-02T09:00:00Z',
    kind: 'announcement',
    title: 'Fifty places on a campus in Shanghai',
    tags: ['developers', 'hackathon', 'shanghai'],
    lead: { drawn: skyline, alt: 'Towers by a river, one of them with three spheres, and a low sun' },
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
    lead: { drawn: wallOfCards, alt: 'A wall with a schedule of coloured cards, two of them moved' },
    picture: { drawn: migration, alt: 'A guest goes from one host to another; the second one has it now' },
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
    added: {
      at: '2015-05-06T07:30:00Z',
      text: `*Added on 6 May:* the notes of all sessions that took some are in the archive now. Two are still missing; you know who you are.`,
    },
  },
  {
    at: '2015-05-19T09:00:00Z',
    kind: 'interview',
    title: 'Five questions to somebody who came for the first time',
    tags: ['developers', 'newcomers', 'shanghai'],
    lead: { drawn: fiveQuestions, alt: 'Four speech bubbles with question marks, and one with an answer' },
    body: `Rachel Cohen had sent eleven patches and met nobody who had read them. Then she sat next to three of them.

**Why did you ask for an invitation?**

Because the form asked what I would like to work on, and not how long I have been around.

**What did you expect?**

Talks. I had brought a notebook for taking notes. On the first morning somebody handed me a marker instead.

**What was difficult?**

To propose something. I wrote my headline in the last minute, and half of the room raised a hand.

**What came out of it for you?**

My series is merged, and I maintain a directory now. I am still not sure how that happened.

**What should be different next time?**

Say in the announcement that a headline is enough. I spent a week on a page of text that nobody needed.`,
  },
];

const OF_NEXT: readonly SamplePost[] = [
  {
    at: 'now',
    kind: 'announcement',
    title: 'We meet again: invitations are open',
    tags: ['developers', 'hackathon'],
    lead: { drawn: otherNoodles, alt: 'A steaming bowl of noodles with chopsticks' },
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

const OF_THE_SITE: readonly SamplePost[] = [
  {
    at: '2015-06-22T09:00:00Z',
    kind: 'article',
    title: 'A training day, seen from the last row',
    tags: ['developers', 'training'],
    lead: { drawn: lastRow, alt: 'Three rows of heads from behind, and somebody pointing at a screen' },
    body: `I went to the training day with a laptop that had never booted a hypervisor, and left with one that boots two.

## What worked

- **Everything was on paper first.** What to install stood on the page for attendees a week before. Whoever had done it
  could begin at once; whoever had not was helped in the corner by the door.
- **Short modules.** Forty minutes, then something to do with one's own hands. Nobody fell asleep after lunch.
- **Two helpers for a full room.** They walked around all day and never sat down.

## What did not

The network knew nothing of the room it was in, and seventy-five people wanted the same two gigabytes at nine o'clock. Bring
them on a stick.

## Would I go again?

I would send a colleague, and help in the corner by the door.`,
  },
];

/** Writes and publishes what a community's blog holds: three posts of the past event, one of the next, a draft, and one of none. */
export async function writeSamplePosts(needs: Needs, files: FileStore, past: Id, next: Id): Promise<void> {
  const role = { eventId: past, email: sampleEmail('Mei Lin'), name: 'Mei Lin', role: 'organiser' } as const;
  const mei = person(valueOf(await giveRole(needs, system('sample'), role)).personId);
  for (const post of OF_SHANGHAI) await write(needs, files, mei, past, post);
  for (const post of OF_NEXT) await write(needs, files, mei, next, post);
  for (const post of OF_THE_SITE) await write(needs, files, system('sample'), null, post);
}

async function write(
  needs: Needs,
  files: FileStore,
  writer: Actor,
  eventId: Id | null,
  post: SamplePost,
): Promise<void> {
  const { at, kind, title, tags, added } = post;
  const then = at === null || at === 'now' ? needs.clock.now() : Temporal.Instant.from(at);
  const within = atTime(needs, then);
  const picture = post.picture && (await send(within, files, writer, post.picture));
  const body = picture ? `${post.body}\n\n${picture.markdown}` : post.body;
  const leading = post.lead && (await send(within, files, writer, post.lead));
  const lead = leading ? { leadPicture: leading.id, leadAlt: post.lead.alt } : {};
  const text = { kind, title, tags: [...tags], ...lead };
  const { postId } = valueOf(await writePost(within, writer, { ...(eventId && { eventId }), ...text, body }));
  if (at !== null) valueOf(await publishPost(within, writer, { postId, published: true }));
  if (added) {
    const change = { postId, version: 1, ...text, body: `${body}\n\n${added.text}` };
    valueOf(await changePost(atTime(needs, Temporal.Instant.from(added.at)), writer, change));
  }
}

function send(
  needs: Needs,
  files: FileStore,
  writer: Actor,
  { drawn, alt }: { readonly drawn: () => Uint8Array; readonly alt: string },
): Promise<NewPicture> {
  const limits = { personLimit: 10_000_000, siteLimit: Number.MAX_SAFE_INTEGER };
  return takePicture(needs, files, writer, {
    name: 'drawn.png',
    bytes: drawn(),
    alt,
    decorative: false,
    ...limits,
  });
}

function atTime(needs: Needs, then: Temporal.Instant): Needs {
  return { ...needs, clock: { now: () => then } };
}
