import { valueOf, type Needs } from '../kernel/action.ts';
import type { Id } from '../kernel/ids.ts';
import { changeProject } from '../projects/change-project.ts';
import { createProject } from '../projects/create-project.ts';
import { highlightProject } from '../projects/highlight-project.ts';
import { listProjects } from '../projects/project-queries.ts';
import { watchProject } from '../projects/watch-project.ts';
import { workOnProject } from '../projects/work-on-project.ts';
import { sampleActor } from './sample-actor.ts';

interface SampleText {
  readonly by: string;
  /** An instant, or how many days before the sample is loaded. */
  readonly when: string | number;
  readonly summary: string;
  readonly body: string;
}

interface SampleProject {
  readonly name: string;
  readonly code: string;
  readonly skills: readonly string[];
  /** The first, before the people met in Shanghai, and what became of it. */
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
        when: '2015-04-18T10:20:00Z',
        summary: '',
        body: `A guest that runs on one processor should go on running on another one.

It works between two machines of the same kind, and until the next stepping. Bring laptops to Shanghai: two of different
makers are enough to try it on a table.`,
      },
      {
        by: 'Jonas Weber',
        when: '2015-05-06T08:45:00Z',
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
        when: 41,
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
        when: 6,
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
        when: '2015-04-21T15:05:00Z',
        summary: '',
        body: `Twelve small boards, one switch, one power strip that can be told what to do. Every night they boot what was
merged during the day.`,
      },
      {
        by: 'Haruka Sato',
        when: 23,
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
        when: '2015-04-16T07:30:00Z',
        summary: 'For the sprint in Shanghai',
        body: `What somebody does in the first hour: build it, boot it, see a prompt. Nothing else.

We sit beside a newcomer, say nothing, and write down where they stop.`,
      },
      {
        by: 'Tomás Ferreira',
        when: 30,
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
        when: '2015-04-14T19:10:00Z',
        summary: '',
        body: `It has one network card, one heater and one thing to do: a good reason to leave the rest of an operating system out.`,
      },
      {
        by: 'Ravi Menon',
        when: 12,
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
        when: '2015-04-20T12:00:00Z',
        summary: '',
        body: `Why did my guest wait? The answer should be a sentence, not a trace of a million lines.`,
      },
      {
        by: 'Haruka Sato',
        when: 18,
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
        when: 9,
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

/** Begins the wiki of a community: five projects, each with a page before the people meet. */
export async function beginSampleProjects(needs: Needs): Promise<void> {
  for (const { name, code, skills, texts } of PROJECTS) {
    const [{ by, when, body, summary }] = texts;
    const writer = await sampleActor(needs, by);
    const input = { name, code, skills: [...skills], body, summary };
    const { projectId } = valueOf(await createProject(at(needs, when), writer, input));
    // Nobody is behind the sample's addresses: no mail about changes goes there.
    valueOf(await watchProject(at(needs, when), writer, { projectId, watching: false }));
    valueOf(await workOnProject(at(needs, when), writer, { projectId, working: true }));
  }
}

/** What became of the projects since; one of them is shown at the next event. */
export async function goOnWithSampleProjects(needs: Needs, next: Id): Promise<void> {
  const ids = await sampleProjects(needs);
  for (const { name, code, skills, texts, shown } of PROJECTS) {
    const [first, ...later] = texts;
    const projectId = ids.get(name) ?? '';
    for (const [index, { by, when, body, summary }] of later.entries()) {
      const writer = await sampleActor(needs, by);
      const change = { projectId, version: index + 1, code, skills: [...skills], body, summary };
      valueOf(await changeProject(at(needs, when), writer, change));
      valueOf(await workOnProject(at(needs, when), writer, { projectId, working: true }));
    }
    if (!shown) continue;
    const show = { eventId: next, projectId, note: shown };
    valueOf(await highlightProject(at(needs, 5), await sampleActor(needs, first.by), show));
  }
}

/** The ids of the sample's projects, by their names. */
export async function sampleProjects({ db }: Pick<Needs, 'db'>): Promise<ReadonlyMap<string, Id>> {
  const { projects } = await listProjects(db);
  return new Map(projects.map(({ name, id }) => [name, id]));
}

function at(needs: Needs, when: string | number): Needs {
  const moment =
    typeof when === 'string' ? Temporal.Instant.from(when) : needs.clock.now().subtract({ hours: 24 * when });
  return { ...needs, clock: { now: () => moment } };
}
