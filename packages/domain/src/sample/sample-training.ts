import { changeEvent } from '../events/change-event.ts';
import { announceEvent } from '../events/announce-event.ts';
import { eventOrThrow } from '../events/event-queries.ts';
import { giveRole } from '../events/give-role.ts';
import { valueOf, type Needs } from '../kernel/action.ts';
import { person } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import { attachMaterial } from '../materials/attach-material.ts';
import type { FileStore } from '../materials/file-store.ts';
import { sayRecordingConsent } from '../materials/say-recording-consent.ts';
import { personWithEmail } from '../people/person-queries.ts';
import { changeCourse } from '../training/change-course.ts';
import { createCourse } from '../training/create-course.ts';
import { findCourse } from '../training/course-queries.ts';
import { taughtSessions } from '../training/edition-queries.ts';
import { giveFeedback } from '../training/give-feedback.ts';
import { makeAppearance } from '../training/make-appearance.ts';
import { makeEdition } from '../training/make-edition.ts';
import { markAttendance } from '../training/mark-attendance.ts';
import { registerInterest } from '../training/register-interest.ts';
import { takeCertificate } from '../training/take-certificate.ts';
import { arrive, askToCome, confirm, decide, SAMPLE, type SampleGuest } from './hold-event.ts';
import {
  SAMPLE_COURSE,
  SAMPLE_DEMAND,
  SAMPLE_FEEDBACK,
  SAMPLE_LESSON,
  SAMPLE_MODULES,
  SAMPLE_PREPARATION,
  SAMPLE_TALK,
  sampleTrainee,
} from './sample-course.ts';
import { attachSampleCourseFiles } from './sample-course-files.ts';
import { send } from './sample-materials.ts';
import { sampleEmail } from './sample-people.ts';
import { RECORDING_LICENCE, sampleRecording } from './sample-recordings.ts';
import { odpSlides, pdfSlides } from './sample-slides.ts';

interface SampleEdition {
  readonly name: string;
  readonly slug: string;
  readonly date: string;
  readonly zone: string;
  readonly venueName: string;
  /** In the names of its recordings. */
  readonly town: string;
  readonly capacity: number;
  /** Of the invented trainees: from which on, and how many came. */
  readonly from: number;
  readonly came: number;
  readonly teacher: string;
}

const FIRST: SampleEdition = {
  ...{ name: 'Hypervisor for operators in Hamburg', slug: 'operators-hamburg-2014', date: '2014-11-18' },
  ...{ zone: 'Europe/Berlin', venueName: 'Fjord Embedded, Hamburg', capacity: 40 },
  ...{ town: 'hamburg', from: 0, came: 37, teacher: 'Hannah Fischer' },
};
const SECOND: SampleEdition = {
  ...{ name: 'Hypervisor for operators in Cambridge', slug: 'operators-cambridge-2015', date: '2015-10-20' },
  ...{ zone: 'Europe/London', venueName: 'Ardent Labs, The Old Mill', capacity: 80 },
  ...{ town: 'cambridge', from: 40, came: 75, teacher: 'Sanjay Patel' },
};

/** A course that was taught twice, and changed in between; who wants it next; and an appearance elsewhere. Returns the events. */
export async function holdSampleTraining(needs: Needs, files: FileStore): Promise<Id[]> {
  const at = (instant: string): Needs => ({ ...needs, clock: { now: () => Temporal.Instant.from(instant) } });
  const { courseId, slug } = valueOf(
    await createCourse(at('2014-08-20T09:00:00Z'), SAMPLE, {
      ...{ ...SAMPLE_COURSE, modules: SAMPLE_MODULES, summary: 'First text' },
    }),
  );
  await attachSampleCourseFiles(at('2014-08-25T15:00:00Z'), files, slug);
  const first = await holdEdition(needs, files, courseId, FIRST);
  await learn(at('2015-06-01T09:00:00Z'), courseId, slug);
  const second = await holdEdition(needs, files, courseId, SECOND);
  for (const [name, place, ahead, language, background] of SAMPLE_DEMAND) {
    const now = needs.clock.now();
    const { id } = await personWithEmail(needs.db, { name, email: sampleEmail(name) }, now.toString());
    const month = now.toZonedDateTimeISO('UTC').toPlainDate().add({ months: ahead }).toString().slice(0, 7);
    const said = { courseId, place, month: ahead === 0 ? '' : month, language, background };
    valueOf(await registerInterest(needs, person(id), said));
  }
  return [first, second, await appear(at('2015-11-12T09:00:00Z'), files)];
}

/** What the second edition was taught with. */
async function learn(needs: Needs, courseId: Id, slug: string): Promise<void> {
  const course = await findCourse(needs.db, slug);
  const modules = (course?.modules ?? []).map(({ objectives, exercises, ...module }, index) => ({
    ...{ ...module, objectives: [...objectives] },
    description: index === 0 ? SAMPLE_LESSON.first : module.description,
    exercises: index === 2 ? [...exercises, SAMPLE_LESSON.exercise] : [...exercises],
  }));
  const { summary } = SAMPLE_LESSON;
  valueOf(await changeCourse(needs, SAMPLE, { ...SAMPLE_COURSE, courseId, version: 1, modules, summary }));
}

/** One time the course is taught, from its announcement to the feedback. */
async function holdEdition(
  needs: Needs,
  files: FileStore,
  courseId: Id,
  { name, slug, date, zone, venueName, town, capacity, from, came, teacher }: SampleEdition,
): Promise<Id> {
  const morning = Temporal.ZonedDateTime.from(`${date}T08:00[${zone}]`);
  const at = (days: number, hours = 0): Needs => ({
    ...{ ...needs, idempotencyKey: undefined },
    clock: { now: () => morning.add({ days, hours }).toInstant() },
  });
  const lead = { name: teacher, email: sampleEmail(teacher) };
  const { eventId } = valueOf(
    await makeEdition(at(-60), SAMPLE, {
      ...{
        courseId,
        name,
        slug,
        startDate: date,
        zone,
        venueName,
        capacity,
        preparation: SAMPLE_PREPARATION,
      },
      leads: [lead],
    }),
  );
  const { version } = await eventOrThrow(needs.db, eventId);
  valueOf(
    await changeEvent(at(-59), SAMPLE, {
      ...{ eventId, version, summary: 'A day at the keyboard for people who run hosts.' },
      invitationsOpenAt: morning.subtract({ days: 58 }).toPlainDateTime().toString().slice(0, 16),
      cutOffAt: morning.subtract({ days: 14 }).toPlainDateTime().toString().slice(0, 16),
    }),
  );
  valueOf(await announceEvent(at(-58), SAMPLE, { eventId }));
  valueOf(
    await giveRole(at(-58), SAMPLE, {
      ...{ eventId, email: sampleEmail('Mei Lin'), name: 'Mei Lin', role: 'organiser' },
    }),
  );
  const people = Array.from({ length: came + 2 }, (_, index) => ({
    name: sampleTrainee(from + index),
    affiliation: '',
    cares: ['operations', 'core'] as const,
  }));
  const guests = await askToCome(at(-40), eventId, people);
  await decide(at(-30), eventId, guests, 'invite');
  await confirm(at(-29), guests);
  const here = guests.slice(0, came);
  await arrive(at(0, 1), eventId, here);
  await teach(at, files, eventId, { here, teacher: lead, town });
  return eventId;
}

type At = (days: number, hours?: number) => Needs;

/** Attendance, what was left, feedback and certificates. */
async function teach(
  at: At,
  files: FileStore,
  eventId: Id,
  {
    here,
    teacher,
    town,
  }: { here: readonly SampleGuest[]; teacher: { name: string; email: string }; town: string },
): Promise<void> {
  const { db } = at(0);
  const { id: teacherId } = await personWithEmail(db, teacher, at(0).clock.now().toString());
  const sessions = await taughtSessions(db, eventId);
  for (const [index, { id: sessionId, headline }] of sessions.entries()) {
    const there = here.filter((_, guest) => (guest + index) % 9 !== 0).map((guest) => guest.invitationId);
    valueOf(await markAttendance(at(0, 9), SAMPLE, { eventId, sessionId, there }));
    const left = LEFT[index % LEFT.length];
    if (!left) continue;
    const within = at(1, index);
    const of = { eventId, sessionId };
    const { title, recorded, made } = left;
    if (recorded) valueOf(await sayRecordingConsent(within, person(teacherId), { ...of, answer: 'yes' }));
    const sent = { eventId, files: made({ headline, town }) };
    const uploads = await send(within, files, person(teacherId), sent);
    const licence = recorded ? RECORDING_LICENCE : SAMPLE_COURSE.licence;
    const about = { title: `${headline}: ${title}`, description: '', licence, language: 'en' };
    valueOf(await attachMaterial(within, person(teacherId), { ...of, ...about, uploads }));
  }
  const [day] = await db.selectFrom('event_days').select('id').where('event_id', '=', eventId).execute();
  for (const [index, guest] of here.filter((_, number) => number % 3 === 0).entries()) {
    const [stars, words] = SAMPLE_FEEDBACK[index % SAMPLE_FEEDBACK.length] ?? [4, ''];
    const about = { kind: 'day' as const, id: day?.id ?? '' };
    valueOf(await giveFeedback(at(1, 2), person(guest.personId), { eventId, about, stars, words }));
  }
  for (const guest of here.slice(1, 6))
    valueOf(await takeCertificate(at(2), person(guest.personId), { eventId }));
}

interface Left {
  readonly title: string;
  readonly recorded: boolean;
  readonly made: (of: { headline: string; town: string }) => Record<string, Uint8Array>;
}

/** For each module something else. */
const LEFT: readonly Left[] = [
  {
    title: 'slides',
    recorded: false,
    made: ({ headline }) => ({ 'slides.pdf': pdfSlides([[headline, 'Eight boxes and eleven arrows']]) }),
  },
  {
    title: 'slides to work on',
    recorded: false,
    made: ({ headline }) => ({ 'slides.odp': odpSlides([[headline, 'Build, boot, compare']]) }),
  },
  {
    title: 'recording for the way home',
    recorded: true,
    made: ({ town }) => sampleRecording(`networks-and-disks-${town}`),
  },
  { title: 'recording', recorded: true, made: ({ town }) => sampleRecording(`when-it-breaks-${town}`) },
];

/** Somebody else's conference: a talk in three parts, its slides, a short film of it and where it was announced. */
async function appear(needs: Needs, files: FileStore): Promise<Id> {
  const { eventId } = valueOf(await makeAppearance(needs, SAMPLE, SAMPLE_TALK));
  const slides = pdfSlides([
    ['Three ways to share a processor', 'Oslo, November 2015'],
    ['Fair', 'Who decides what a share is?'],
    ['In time', 'A deadline is a promise with a number'],
    ['Explained', 'Why is this one here, and not there?'],
  ]);
  const uploads = await send(needs, files, SAMPLE, { eventId, files: { 'three-ways.pdf': slides } });
  const about = { eventId, sessionId: null, licence: 'CC-BY-4.0', language: 'en' };
  valueOf(
    await attachMaterial(needs, SAMPLE, { ...about, title: 'Three ways to share a processor', uploads }),
  );
  const film = await send(needs, files, SAMPLE, { eventId, files: sampleRecording('three-ways', ['webm']) });
  const asFilm = { ...about, licence: RECORDING_LICENCE, title: 'Three ways, in twelve seconds' };
  valueOf(await attachMaterial(needs, SAMPLE, { ...asFilm, uploads: film }));
  const { link } = SAMPLE_TALK;
  valueOf(await attachMaterial(needs, SAMPLE, { ...about, title: 'The conference’s page of it', link }));
  return eventId;
}
