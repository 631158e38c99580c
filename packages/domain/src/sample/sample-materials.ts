import { releasedPlaces } from '../agenda/agenda-queries.ts';
import { valueOf, type Needs } from '../kernel/action.ts';
import { person, system, type Actor } from '../kernel/actor.ts';
import { later } from '../kernel/clock.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { attachMaterial } from '../materials/attach-material.ts';
import { beginUpload } from '../materials/begin-upload.ts';
import type { FileStore } from '../materials/file-store.ts';
import { receiveFile } from '../materials/receive-file.ts';
import { sayRecordingConsent } from '../materials/say-recording-consent.ts';
import { leadsByEvent, listSessions } from '../sessions/session-queries.ts';
import { beginCourseUpload } from '../training/begin-course-upload.ts';
import { RECORDING_LICENCE, sampleRecording } from './sample-recordings.ts';
import { pdfSlides } from './sample-slides.ts';

interface SampleMaterial {
  readonly headline: string;
  readonly title: string;
  readonly description: string;
  /** `LICENCE` when it says nothing else. */
  readonly licence?: string;
  readonly link?: string;
  readonly files?: () => Readonly<Record<string, Uint8Array>>;
}

const LICENCE = 'CC-BY-4.0';
const FILE_LIMIT = 1_000_000;
const PLACE_LIMIT = 10_000_000;

const LEFT: readonly SampleMaterial[] = [
  {
    headline: 'Roadmap of the next release',
    title: 'Roadmap: the list on three slides',
    description: 'What was on the wall, with the owners of that day.',
    files: () => ({
      'roadmap.pdf': pdfSlides([
        ['Roadmap of the next release', 'Shanghai, April 2015'],
        ['Nineteen items with an owner', 'Finished before the freeze', 'Reviewed two weeks before it'],
        ['What we struck out', 'Eight items moved on', 'No owner, no place on the list'],
      ]),
      'roadmap.md': words('# Roadmap of the next release\n\n19 items with an owner, 8 moved on.\n'),
    }),
  },
  {
    headline: 'Live patching without a maintenance window',
    title: 'Live patching, the last twelve seconds',
    description: 'Three people, one sentence each: what we agreed on, as it was said.',
    licence: RECORDING_LICENCE,
    files: () => sampleRecording('live-patching'),
  },
  {
    headline: 'Live migration between different processors',
    title: 'What a moving guest may rely on',
    description: 'The whiteboard, drawn again: who says which features there are, and when.',
    files: () => ({
      'what-a-guest-may-rely-on.pdf': pdfSlides([
        ['What a moving guest may rely on', 'Shanghai, April 2015'],
        [
          'Before',
          'The guest asks the processor',
          'The processor answers for itself',
          'It never moves again',
        ],
        ['Now', 'The host says what it has', 'The guest is told the common part', 'Masked at its start'],
        ['Tried on the table', 'From the newer laptop to the older one: yes', 'And back: not yet'],
      ]),
    }),
  },
  {
    headline: 'A test lab that tells us before the release',
    title: 'A lab in a cupboard, on four slides',
    description: 'For those who want one too: what it cost, what it finds, and who looks at it.',
    files: () => ({
      'lab-in-a-cupboard.pdf': pdfSlides([
        ['A lab in a cupboard', 'Twelve boards, one switch, one power strip'],
        ['What it costs', 'Less than one of the machines in the hall', 'Ten minutes each morning'],
        ['What it found in April', 'Two that did not boot', 'One that booted, and forgot its clock'],
        ['What it needs', 'Somebody who reads the mail', 'A pen that writes on cables'],
      ]),
    }),
  },
  {
    headline: 'A test lab that tells us before the release',
    title: 'How the boards are wired',
    description: 'The page that the twelve boards in the cupboard are described on.',
    link: 'https://lab.example.org/twelve-boards',
  },
  {
    headline: 'Documentation sprint: the first hour of a newcomer',
    title: 'The first hour, watched five times',
    description: 'Where five newcomers stopped and for how long, as slides and as a table.',
    files: () => ({
      'first-hour.pdf': pdfSlides([
        ['The first hour, watched five times', 'Shanghai, April 2015'],
        ['Three of five saw a prompt', 'Two read three guides, and followed none'],
        ['What stopped them', 'A missing header: 20 minutes', 'Which guide to follow: 15 minutes'],
        ['What we do', 'Two of the three guides go', 'Again at home, with somebody new'],
      ]),
      'first-hour.csv': words(
        'newcomer,prompt,stopped at,minutes\n1,yes,a missing header,20\n2,yes,the download,6\n3,no,which guide,15\n4,yes,the boot menu,4\n5,no,which guide,15\n',
      ),
    }),
  },
  {
    headline: 'Unikernels beyond the demo',
    title: 'What is missing before somebody is paged for it',
    description: 'A list in the order in which an operator would ask.',
    files: () => ({
      'unikernels-beyond-the-demo.pdf': pdfSlides([
        ['Unikernels beyond the demo', 'Shanghai, April 2015'],
        ['What an operator asks', 'Where is its log?', 'How do I see what it does?', 'How do I stop it?'],
        ['What we wrote here', 'A trace of what it waits for', 'It fits in the console'],
      ]),
    }),
  },
];

/** What sessions of the past event left: slides, one of them in two formats, a recording with subtitles, a link. */
export async function attachSampleMaterials(needs: Needs, files: FileStore, eventId: Id): Promise<void> {
  const places = await releasedPlaces(needs.db, eventId);
  const leads = await leadsByEvent(needs.db, eventId);
  const sessions = await listSessions(needs.db, { eventId });
  for (const { headline, title, description, licence = LICENCE, link, files: made } of LEFT) {
    const session = sessions.find((one) => one.headline === headline);
    const lead = session && leads.get(session.id)?.find((one) => one.personId)?.personId;
    const place = session && places.get(session.id);
    if (!session || !lead || !place) continue;
    const then = Temporal.Instant.from(later(place.endsAt, { days: 1 }));
    const within = { ...needs, clock: { now: () => then } };
    const of = { eventId, sessionId: session.id };
    valueOf(await sayRecordingConsent(within, person(lead), { ...of, answer: 'yes' }));
    const uploads = await send(within, files, person(lead), { eventId, files: made?.() ?? {} });
    const about = { title, description, licence, language: 'en' };
    valueOf(await attachMaterial(within, person(lead), { ...of, ...about, link: link ?? '', uploads }));
  }
  const photo = { title: 'Photographs of all whiteboards', description: 'Thirty-one of them, in order.' };
  valueOf(
    await attachMaterial(needs, system('sample'), {
      ...{ eventId, sessionId: null, ...photo, licence: LICENCE },
      link: 'https://photos.example.org/shanghai-whiteboards',
    }),
  );
}

/** Sends small files to an event or a course as somebody would, and returns their uploads. */
export async function send(
  needs: Needs,
  store: FileStore,
  actor: Actor,
  { files, ...to }: Destination & { readonly files: Readonly<Record<string, Uint8Array>> },
): Promise<Id[]> {
  const ids: Id[] = [];
  for (const [name, bytes] of Object.entries(files)) {
    const begun = { uploadId: newId(), name, size: bytes.length, fileLimit: FILE_LIMIT };
    const { uploadId } = valueOf(
      'courseId' in to
        ? await beginCourseUpload(needs, actor, { ...begun, ...to, courseLimit: PLACE_LIMIT })
        : await beginUpload(needs, actor, { ...begun, ...to, eventLimit: PLACE_LIMIT }),
    );
    await store.take(uploadId, bytes);
    ids.push((await receiveFile(needs, store, actor, uploadId)).uploadId);
  }
  return ids;
}

type Destination = { readonly eventId: Id } | { readonly courseId: Id };

function words(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
