import { valueOf, type Needs } from '../kernel/action.ts';
import type { Id } from '../kernel/ids.ts';
import { changeProject } from '../projects/change-project.ts';
import { createProject } from '../projects/create-project.ts';
import { highlightProject } from '../projects/highlight-project.ts';
import { watchProject } from '../projects/watch-project.ts';
import { workOnProject } from '../projects/work-on-project.ts';
import { sampleActor } from './sample-actor.ts';

interface SampleText {
  readonly by: string;
  readonly daysAgo: number;
  readonly summary: string;
  readonly body: string;
}

interface SampleProject {
  readonly name: string;
  readonly code: string;
  readonly skills: readonly string[];
  /** The first, and what became of it. */
  readonly texts: readonly [SampleText, ...SampleText[]];
  /** What of it is shown at the next event. */
  readonly shown?: string;
}

const PROJECTS: readonly SampleProject[] = [
  {
    name: 'Live migration between processors',
    code: 'https://git.example.org/hypervisor/migration',
    skills: ['c', 'testing', 'documentation'],
    shown: 'Two laptops of different makers, and a guest that moves between them while it plays music.',
    texts: [
      {
        by: 'Jonas Weber',
        daysAgo: 90,
        summary: 'What we agreed on in Shanghai',
        body: `A guest that runs on one processor should go on running on another one.

## What is there

The host says which features it has, and the guest sees the common part of all hosts it may move to.

## What is missing

- A list of features that are safe to hide.
- Somebody who tries it on old hardware.`,
      },
      {
        by: 'Aoife Brennan',
        daysAgo: 41,
        summary: 'Masks are written down; link to the test farm',
        body: `A guest that runs on one processor should go on running on another one.

## What is there

The host says which features it has, and the guest sees the common part of all hosts it may move to.
Masks are kept with the guest, so that a host that joins later cannot widen them.

## What is missing

- A list of features that are safe to hide.
- Nightly runs on the [[Test farm in a cupboard]], with a machine of each maker.`,
      },
      {
        by: 'Jonas Weber',
        daysAgo: 6,
        summary: 'The list of features exists',
        body: `A guest that runs on one processor should go on running on another one.

## What is there

The host says which features it has, and the guest sees the common part of all hosts it may move to.
Masks are kept with the guest, so that a host that joins later cannot widen them.
The features that are safe to hide are listed, each with the reason.

## What is missing

- Nightly runs on the [[Test farm in a cupboard]], with a machine of each maker.
- Words for operators: what to do when a host has too little in common. See also [[Handbook for operators]].`,
      },
    ],
  },
  {
    name: 'Test farm in a cupboard',
    code: 'https://git.example.org/hypervisor/farm',
    skills: ['python', 'hardware', 'testing'],
    texts: [
      {
        by: 'Ravi Menon',
        daysAgo: 80,
        summary: '',
        body: `Twelve small boards, one switch, one power strip that can be told what to do. Every night they boot what was
merged during the day.`,
      },
      {
        by: 'Haruka Sato',
        daysAgo: 23,
        summary: 'How to add a board',
        body: `Twelve small boards, one switch, one power strip that can be told what to do. Every night they boot what was
merged during the day.

## Adding a board

1. Give it a number and write that on it.
2. Wire its serial line to the concentrator.
3. Add five lines to \`boards.toml\`; the example has all that is needed.

A board that fails three nights in a row is taken out by itself and somebody gets a mail.`,
      },
    ],
  },
  {
    name: 'First hour guide',
    code: '',
    skills: ['documentation', 'patience'],
    texts: [
      {
        by: 'Mei Lin',
        daysAgo: 75,
        summary: 'Begun after five newcomers followed the old one',
        body: `What somebody does in the first hour: build it, boot it, see a prompt. Nothing else.

We sit beside a newcomer, say nothing, and write down where they stop.`,
      },
      {
        by: 'Tomás Ferreira',
        daysAgo: 30,
        summary: 'Times from the last round',
        body: `What somebody does in the first hour: build it, boot it, see a prompt. Nothing else.

We sit beside a newcomer, say nothing, and write down where they stop.

| round | reached the prompt | longest stop |
| --- | --- | --- |
| Shanghai | 3 of 5 | a missing header, 20 minutes |
| at home, since | 6 of 6 | the download, 9 minutes |`,
      },
    ],
  },
  {
    name: 'Unikernel for a coffee machine',
    code: 'https://git.example.org/unikernels/coffee',
    skills: ['ocaml', 'hardware'],
    texts: [
      {
        by: 'Tomás Ferreira',
        daysAgo: 60,
        summary: '',
        body: `It has one network card, one heater and one thing to do: a good reason to leave the rest of an operating system out.`,
      },
      {
        by: 'Ravi Menon',
        daysAgo: 12,
        summary: 'It boots in 40 ms; the water takes longer',
        body: `It has one network card, one heater and one thing to do: a good reason to leave the rest of an operating system out.

It boots in 40 milliseconds. The water takes four minutes, on which we do not work.`,
      },
    ],
  },
  {
    name: 'A scheduler one can explain',
    code: 'https://git.example.org/hypervisor/fair',
    skills: ['c', 'statistics'],
    texts: [
      {
        by: 'Aoife Brennan',
        daysAgo: 50,
        summary: '',
        body: `Why did my guest wait? The answer should be a sentence, not a trace of a million lines.`,
      },
      {
        by: 'Haruka Sato',
        daysAgo: 18,
        summary: 'The three reasons there are',
        body: `Why did my guest wait? The answer should be a sentence, not a trace of a million lines.

There are three reasons, and the scheduler knows which it was when it decides:

1. somebody else's turn had come,
2. the guest had used its share,
3. the processor was kept cool.

So it should say so. [[Live migration between processors]] needs the same for its pauses.`,
      },
      {
        by: 'Aoife Brennan',
        daysAgo: 9,
        summary: 'Overhead measured',
        body: `Why did my guest wait? The answer should be a sentence, not a trace of a million lines.

There are three reasons, and the scheduler knows which it was when it decides:

1. somebody else's turn had come,
2. the guest had used its share,
3. the processor was kept cool.

So it says so, in two bits of each record. The overhead is too small for us to measure: who helps us to measure it?
[[Live migration between processors]] needs the same for its pauses.`,
      },
    ],
  },
];

/** Writes the wiki of a community: five projects with what became of them, one of them shown at the next event. */
export async function writeSampleProjects(needs: Needs, next: Id): Promise<void> {
  const now = needs.clock.now();
  const at = (daysAgo: number): Needs => ({
    ...needs,
    clock: { now: () => now.subtract({ hours: 24 * daysAgo }) },
  });
  for (const { name, code, skills, texts, shown } of PROJECTS) {
    const [first, ...later] = texts;
    const input = { code, skills: [...skills] };
    const writer = await sampleActor(needs, first.by);
    const { body, summary } = first;
    const { projectId } = valueOf(
      await createProject(at(first.daysAgo), writer, { ...input, name, body, summary }),
    );
    for (const [index, text] of later.entries()) {
      const change = { ...input, projectId, version: index + 1, body: text.body, summary: text.summary };
      valueOf(await changeProject(at(text.daysAgo), await sampleActor(needs, text.by), change));
    }
    for (const worker of new Set(texts.map((text) => text.by)))
      valueOf(
        await workOnProject(at(first.daysAgo), await sampleActor(needs, worker), {
          projectId,
          working: true,
        }),
      );
    // Nobody is behind the sample's addresses: no mail about changes goes there.
    valueOf(await watchProject(needs, writer, { projectId, watching: false }));
    if (shown) valueOf(await highlightProject(at(5), writer, { eventId: next, projectId, note: shown }));
  }
}
