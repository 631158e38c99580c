import { valueOf, type Needs } from '../kernel/action.ts';
import type { FileStore } from '../materials/file-store.ts';
import { attachCourseFiles } from '../training/attach-course-files.ts';
import { findCourse } from '../training/course-queries.ts';
import { SAMPLE } from './hold-event.ts';
import { send } from './sample-materials.ts';
import { pdfSlides } from './sample-slides.ts';

interface SampleCourseFile {
  /** The module it belongs to, counted from 0; without it the course as a whole. */
  readonly module?: number;
  readonly title: string;
  readonly name: string;
  readonly content: () => string | Uint8Array;
}

/** What the course hands to whoever takes it, whenever it is taught. */
const FILES: readonly SampleCourseFile[] = [
  {
    title: 'Before you come: a list to tick off',
    name: 'before-you-come.md',
    content: () => `# Before you come

- [ ] 20 GB of free disk and 8 GB of memory
- [ ] a terminal, \`git\` and a compiler
- [ ] the sources, fetched at home: the network of the house is slow
- [ ] a backup of the machine, as before every course

The build may fail at home. We begin with it.
`,
  },
  {
    title: 'The parts of a host on one page',
    name: 'parts-of-a-host.pdf',
    content: () =>
      pdfSlides([
        [
          'The parts of a host',
          'Hypervisor: processors, memory, interrupts. No drivers.',
          'Control domain: starts and stops guests, has the drivers',
          'Back end: the half of a device that is in the host',
          'Front end: the half that is in the guest',
          'Tool stack: what you type',
        ],
      ]),
  },
  {
    module: 0,
    title: 'The way of one disk write',
    name: 'way-of-a-disk-write.pdf',
    content: () =>
      pdfSlides([
        ['The way of one disk write', 'Draw it first, then turn the page.'],
        [
          'One disk write',
          '1. The program writes, the guest keeps it',
          '2. Front end: a request in the ring',
          '3. Back end: the request leaves the ring',
          '4. The driver, the disk',
          '5. The same way back',
        ],
      ]),
  },
  {
    module: 1,
    title: 'Build options, and what stops without them',
    name: 'build-options.csv',
    content: () =>
      'option,without it\ndebug,the boot log is short\nserial console,you see nothing when it breaks\nnetwork back end,guests have no network\nblock back end,guests do not boot\n',
  },
  {
    module: 3,
    title: 'Boot log of the first broken host',
    name: 'first-broken-host.txt',
    content: () => `[    0.000] Hypervisor: 8 processors, 16384 MB
[    0.112] Control domain: 2 processors, 2048 MB
[    1.904] disk 0: 240 GB
[    1.907] disk 1: 240 GB
[    2.311] back end: bridge br0 not found
[    2.312] back end: waiting for br0
[   62.313] back end: gave up
[   62.320] guest 1: no network
`,
  },
];

/** Attaches what the course of the sample has before it is taught for the first time. */
export async function attachSampleCourseFiles(needs: Needs, store: FileStore, slug: string): Promise<void> {
  const course = await findCourse(needs.db, slug);
  const courseId = course?.id ?? '';
  for (const { module, title, name, content } of FILES) {
    const made = content();
    const bytes = typeof made === 'string' ? new TextEncoder().encode(made) : made;
    const uploads = await send(needs, store, SAMPLE, { courseId, files: { [name]: bytes } });
    const moduleId = module === undefined ? null : (course?.modules[module]?.id ?? null);
    valueOf(await attachCourseFiles(needs, SAMPLE, { courseId, moduleId, title, uploads }));
  }
}
