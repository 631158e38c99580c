/** The course of the sample community, as it was first taught. */
export const SAMPLE_COURSE = {
  title: 'Hypervisor for operators',
  description:
    'A day at the keyboard for people who run hosts and have never looked below them. Each part ends with something that runs on your own machine.\n\nWe build, boot and break things together; nobody is shown slides for longer than twenty minutes.',
  audience: 'Operators and administrators. No kernel work is needed.',
  prerequisites:
    'You use a shell every day, and you have installed a Linux system yourself.\n\n- You need not write C.\n- You need no account anywhere.',
  licence: 'CC-BY-4.0',
  tags: ['operations', 'training'],
};

export const SAMPLE_MODULES = [
  {
    title: 'What runs below your guests',
    minutes: 75,
    description: 'The parts of a host, what each may touch, and where a guest’s request goes.',
    objectives: ['Name the parts of a host', 'Find out which version of each you run'],
    exercises: ['Draw the way of one disk write', 'Read the boot log of your own host'],
  },
  {
    title: 'Building and booting',
    minutes: 75,
    description:
      'From sources to a host that boots, twice: once with everything, once with only what you need.',
    objectives: ['Build from source', 'Boot the result beside what you had'],
    exercises: ['Build with the default options', 'Leave one driver out and see what stops'],
  },
  {
    title: 'Networks and disks',
    minutes: 75,
    description: 'Bridges, back ends and what happens when the block device is five switches away.',
    objectives: ['Give a guest a network and a disk', 'Measure both'],
    exercises: ['Move a disk while its guest runs'],
  },
  {
    title: 'When it breaks',
    minutes: 75,
    description: 'Three broken hosts. Find out why, in the order in which you would be called.',
    objectives: ['Read a crash', 'Write a report that somebody can act on'],
    exercises: ['Mend the first host', 'Mend the second host', 'Say what is wrong with the third'],
  },
];

/** What the second edition learned from the first. */
export const SAMPLE_LESSON = {
  summary: 'Less theory at the start, an exercise with a slow disk',
  first:
    'The parts of a host on one page, then straight to your own: what each part may touch, and where a guest’s request goes.',
  exercise: 'Find the slow disk among three',
};

export const SAMPLE_PREPARATION =
  'Bring a laptop that you may install things on.\n\n- 20 GB of free disk and 8 GB of memory\n- a terminal, `git` and a compiler\n- the image from the memory stick at the entrance, if the network is slow\n\nDo not worry if the build fails at home: we begin with it.';

export const SAMPLE_FEEDBACK: readonly (readonly [number, string])[] = [
  [5, 'The broken hosts were the best hour of my year.'],
  [4, 'Good pace. More time for disks, please.'],
  [4, ''],
  [3, 'The room was too warm after lunch.'],
  [5, 'I mended one of ours the week after.'],
  [4, 'Bring more adapters for the screen.'],
];

/** Who would come to the next class: place, months ahead, language, background. */
export const SAMPLE_DEMAND = [
  ['Jonas Weber', 'Berlin', 3, 'de', 'Ten hosts, four of them old.'],
  ['Aoife Brennan', 'Dublin', 4, 'en', 'I have read about it and never built it.'],
  ['Ravi Menon', 'Bengaluru', 5, 'en', ''],
  ['Hannah Fischer', 'Berlin', 3, 'de', 'I run the test lab.'],
  ['Lars Holm', 'berlin', 0, 'en', 'Any month is fine.'],
  ['Wei Zhang', 'Shanghai', 4, 'zh', ''],
  ['Priya Nair', 'Bengaluru', 5, 'en', 'Six of us would come.'],
] as const;

const GIVEN = 'Alma|Ben|Clara|David|Edith|Farid|Greta|Hugo|Ines|Jan|Karla|Luca|Mina|Nils|Olga|Paul'.split(
  '|',
);
const FAMILY = 'Ahlgren|Baptiste|Castell|Delacroix|Ek|Falk|Greco|Hartmann'.split('|');

/** Those who came to trainings; invented, like everybody here. All names differ. */
export function sampleTrainee(number: number): string {
  return `${GIVEN[number % GIVEN.length]} ${FAMILY[Math.floor(number / GIVEN.length) % FAMILY.length]}`;
}

export const SAMPLE_TALK = {
  name: 'Three ways to share a processor, at the Northern Systems Conference',
  conference: 'Northern Systems Conference',
  link: 'https://systems.example.org/2015',
  date: '2015-11-10',
  zone: 'Europe/Oslo',
  venueName: 'Harbour Hall, Oslo',
  abstract:
    'A tutorial in three parts for people who schedule something: threads, guests, or people. Each part takes one scheduler, shows what it promises, and measures whether it keeps that.',
  topics: ['performance', 'developers'],
  talks: [
    {
      title: 'Part 1: fair shares, and who decides what is fair',
      speakers: ['Mateo Silva'],
      abstract: 'Credits, weights and caps, on a machine with too few processors.',
    },
    {
      title: 'Part 2: deadlines on ordinary hardware',
      speakers: ['Liam Walsh', 'Hannah Fischer'],
      abstract: 'Why three labs measured three latencies, and which of them was right.',
    },
    {
      title: 'Part 3: a schedule that one can explain',
      speakers: ['Mei Lin'],
      abstract: 'From processors to rooms: the same problem with people in it.',
    },
  ],
};
