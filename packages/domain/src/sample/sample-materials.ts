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
import { pdfSlides, wavTones } from './sample-files.ts';

interface SampleMaterial {
  readonly headline: string;
  readonly title: string;
  readonly description: string;
  readonly link?: string;
  readonly files?: () => Readonly<Record<string, Uint8Array>>;
}

const LICENCE = 'CC-BY-4.0';

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
    description: 'Three tones for three speakers; the subtitles say what they meant.',
    files: () => ({
      'live-patching.wav': wavTones([
        { hertz: 220, seconds: 4 },
        { hertz: 294, seconds: 4 },
        { hertz: 262, seconds: 4 },
      ]),
      'live-patching.vtt': words(
        'WEBVTT\n\n00:00.000 --> 00:04.000\nA patch says which build it is for.\n\n00:04.000 --> 00:08.000\nThe host says whether it applied.\n\n00:08.000 --> 00:12.000\nAnd nobody waits for Sunday night.\n',
      ),
      'live-patching.chapters.vtt': words(
        'WEBVTT\n\n00:00.000 --> 00:04.000\nThe patch\n\n00:04.000 --> 00:08.000\nThe host\n\n00:08.000 --> 00:12.000\nThe night\n',
      ),
    }),
  },
  {
    headline: 'A test lab that tells us before the release',
    title: 'How the boards are wired',
    description: 'The page that the twelve boards in the cupboard are described on.',
    link: 'https://lab.example.org/twelve-boards',
  },
];

/** What sessions of the past event left: slides in two formats, a recording with subtitles, a link. */
export async function attachSampleMaterials(needs: Needs, files: FileStore, eventId: Id): Promise<void> {
  const places = await releasedPlaces(needs.db, eventId);
  const leads = await leadsByEvent(needs.db, eventId);
  const sessions = await listSessions(needs.db, { eventId });
  for (const { headline, title, description, link, files: made } of LEFT) {
    const session = sessions.find((one) => one.headline === headline);
    const lead = session && leads.get(session.id)?.find((one) => one.personId)?.personId;
    const place = session && places.get(session.id);
    if (!session || !lead || !place) continue;
    const then = Temporal.Instant.from(later(place.endsAt, { days: 1 }));
    const within = { ...needs, clock: { now: () => then } };
    const of = { eventId, sessionId: session.id };
    valueOf(await sayRecordingConsent(within, person(lead), { ...of, answer: 'yes' }));
    const uploads = await send(within, files, person(lead), { eventId, files: made?.() ?? {} });
    const about = { title, description, licence: LICENCE, language: 'en' };
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

/** Sends small files as somebody would, and returns their uploads. */
export async function send(
  needs: Needs,
  store: FileStore,
  actor: Actor,
  { eventId, files }: { readonly eventId: Id; readonly files: Readonly<Record<string, Uint8Array>> },
): Promise<Id[]> {
  const ids: Id[] = [];
  for (const [name, bytes] of Object.entries(files)) {
    const limits = { fileLimit: 1_000_000, eventLimit: 10_000_000 };
    const begun = { eventId, uploadId: newId(), name, size: bytes.length, ...limits };
    const { uploadId } = valueOf(await beginUpload(needs, actor, begun));
    await store.take(uploadId, bytes);
    ids.push((await receiveFile(needs, store, actor, uploadId)).uploadId);
  }
  return ids;
}

function words(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
