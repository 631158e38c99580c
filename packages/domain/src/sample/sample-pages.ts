import { valueOf, type Needs } from '../kernel/action.ts';
import type { Id } from '../kernel/ids.ts';
import { changePage } from '../pages/change-page.ts';
import { createPage } from '../pages/create-page.ts';
import { watchPage } from '../pages/watch-page.ts';
import { sampleActor } from './sample-actor.ts';

interface SampleText {
  readonly by: string;
  /** Days before the sample is loaded; of the past event, before it began. */
  readonly daysAgo: number;
  readonly summary: string;
  readonly body: string;
}

interface SamplePage {
  readonly name: string;
  readonly leftToOrganisers?: boolean;
  /** The first, and what became of it. */
  readonly texts: readonly [SampleText, ...SampleText[]];
}

const COMING: readonly SamplePage[] = [
  {
    name: 'House rules',
    leftToOrganisers: true,
    texts: [
      {
        by: 'Mei Lin',
        daysAgo: 25,
        summary: '',
        body: `The mill is an office on other days. With these it stays open to us until midnight.

- Badges are worn where people can read them.
- Area 3 is for quiet work: calls are made on the stairs or outside.
- Who leaves last closes the windows on the river side.
- No pictures of people with a red lanyard.

Something is not as it should be? Mei Lin and Sam Helper have the yellow badges, and the door desk knows where they are.`,
      },
      {
        by: 'Mei Lin',
        daysAgo: 8,
        summary: 'Dogs, after three questions',
        body: `The mill is an office on other days. With these it stays open to us until midnight.

- Badges are worn where people can read them.
- Area 3 is for quiet work: calls are made on the stairs or outside.
- Who leaves last closes the windows on the river side.
- No pictures of people with a red lanyard.
- Dogs that sleep through talks are welcome on the ground floor.

Something is not as it should be? Mei Lin and Sam Helper have the yellow badges, and the door desk knows where they are.`,
      },
    ],
  },
  {
    name: 'Travel',
    texts: [
      {
        by: 'Aoife Brennan',
        daysAgo: 9,
        summary: '',
        body: `Who comes from where, so that nobody travels alone who would rather not.

| when | from | who | room for |
| --- | --- | --- | --- |
| the evening before, 17:42 | London King's Cross | Aoife Brennan, Liam Walsh | anybody |
| the morning, by car | Bristol | Daniel Okafor | 2 more |`,
      },
      {
        by: 'Jonas Weber',
        daysAgo: 6,
        summary: 'The night train',
        body: `Who comes from where, so that nobody travels alone who would rather not.

| when | from | who | room for |
| --- | --- | --- | --- |
| the evening before, 17:42 | London King's Cross | Aoife Brennan, Liam Walsh | anybody |
| the morning, by car | Bristol | Daniel Okafor | 2 more |
| the day before, by rail and ferry | Hamburg | Jonas Weber, Hannah Fischer | anybody with patience |

## Bicycles

The station has a hundred for hire; the app asks for a passport number, which can be left empty.`,
      },
    ],
  },
  {
    name: 'Who brings what',
    texts: [
      {
        by: 'Jonas Weber',
        daysAgo: 7,
        summary: '',
        body: `Say here what you bring, and what you would need somebody else to bring.

## Brought

- Two laptops of different makers for [[Live migration between processors]]: Jonas Weber

## Wanted

- A serial cable with a USB end`,
      },
      {
        by: 'Haruka Sato',
        daysAgo: 4,
        summary: 'Boards and cables',
        body: `Say here what you bring, and what you would need somebody else to bring.

## Brought

- Two laptops of different makers for [[Live migration between processors]]: Jonas Weber
- Four boards out of the [[Test farm in a cupboard]], with power supplies: Haruka Sato
- Six serial cables with USB ends: Haruka Sato

## Wanted

- A monitor that still has a VGA socket`,
      },
      {
        by: 'Tomás Ferreira',
        daysAgo: 2,
        summary: 'Coffee',
        body: `Say here what you bring, and what you would need somebody else to bring. What stays in the building is in the
[[House rules]].

## Brought

- Two laptops of different makers for [[Live migration between processors]]: Jonas Weber
- Four boards out of the [[Test farm in a cupboard]], with power supplies: Haruka Sato
- Six serial cables with USB ends: Haruka Sato
- A coffee machine, not the one with the unikernel: Tomás Ferreira

## Wanted

- A monitor that still has a VGA socket
- Music for the evening: see [[Social evening]]`,
      },
    ],
  },
];

const PAST_BEGAN = Temporal.Instant.from('2015-04-28T01:00:00Z');

const PAST: readonly SamplePage[] = [
  {
    name: 'Who brings what',
    texts: [
      {
        by: 'Ravi Menon',
        daysAgo: 9,
        summary: '',
        body: `- Adapters for three kinds of sockets, twelve pieces: Ravi Menon
- A switch with 24 ports: the hosts
- Labels and a pen that writes on cables: Mei Lin`,
      },
    ],
  },
  {
    name: 'Where we ate',
    texts: [
      {
        by: 'Haruka Sato',
        daysAgo: -2,
        summary: '',
        body: `For whoever comes to the science park again.

- **Noodles behind the east gate**: eleven people at one table, twenty minutes, no English and no need for it.
- **The canteen**: from half past eleven to one, the campus card can be borrowed at the desk.
- **The evening by the river**: book for fifty a week before, they cook for sixty.`,
      },
    ],
  },
];

/** Writes the free pages of the sample's events: what people agree on before they come, and what they keep of it. */
export async function writeSamplePages(needs: Needs, past: Id, next: Id): Promise<void> {
  for (const page of COMING) await writePage(needs, next, page, needs.clock.now());
  for (const page of PAST) await writePage(needs, past, page, PAST_BEGAN);
}

async function writePage(
  needs: Needs,
  eventId: Id,
  { name, leftToOrganisers, texts }: SamplePage,
  from: Temporal.Instant,
): Promise<void> {
  const at = (daysAgo: number): Needs => ({
    ...needs,
    clock: { now: () => from.subtract({ hours: 24 * daysAgo }) },
  });
  const [first, ...later] = texts;
  const writer = await sampleActor(needs, first.by);
  const { pageId } = valueOf(
    await createPage(at(first.daysAgo), writer, {
      ...{ eventId, name, body: first.body, summary: first.summary },
      writers: leftToOrganisers ? 'organisers' : 'attendees',
    }),
  );
  for (const [index, { by, daysAgo, summary, body }] of later.entries())
    valueOf(
      await changePage(at(daysAgo), await sampleActor(needs, by), {
        ...{ eventId, pageId, version: index + 1, body, summary },
      }),
    );
  // Nobody is behind the sample's addresses: no mail about changes goes there.
  valueOf(await watchPage(needs, writer, { eventId, pageId, watching: false }));
}
