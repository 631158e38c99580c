import { Doc, encodeStateAsUpdate } from 'yjs';
import { doorCode } from '../check-in/door-code.ts';
import { newId } from '../kernel/ids.ts';
import { signNumber } from '../kernel/signed-number.ts';
import { newOwnerToken } from '../people/claim-site.ts';
import type { Db } from '../database/db.ts';
import { addSignIn } from '../testing/community.ts';
import { attendanceCode } from '../training/attendance-code.ts';
import { addPage } from './page-world.ts';
import {
  addCertificate,
  addCourse,
  addCourseFile,
  addCourseUpload,
  addEdition,
  addPastEdition,
} from './training-world.ts';
import {
  addMaterial,
  addMergeOffer,
  addMissingNotes,
  addNotes,
  addPicture,
  addPlenary,
  addRunningDay,
  addUpload,
  addSwap,
  type World,
} from './world.ts';

type Input = Readonly<Record<string, unknown>>;

/** For every action an input that is right in the test's world, so that only the permission decides. */
export const INPUTS: Readonly<Record<string, (world: World, db: Db) => Input | Promise<Input>>> = {
  'renew-calendar-link': () => ({}),
  'add-day': ({ eventId }) => ({ eventId, date: '2026-05-01' }),
  'announce-event': ({ eventId }) => ({ eventId }),
  'cancel-event': ({ eventId }) => ({ eventId }),
  'change-event': ({ eventId, version }) => ({ eventId, version, name: 'Another name' }),
  'close-area': ({ eventId, freeAreaId, freeSlotId }) => ({
    eventId,
    areaId: freeAreaId,
    closedSlotIds: [freeSlotId],
  }),
  'close-proposing': ({ eventId, dayId }) => ({ eventId, dayId, closed: true }),
  'create-event': () => ({
    template: 'hackathon',
    name: 'New',
    slug: 'new-one',
    startDate: '2026-09-01',
    zone: 'Europe/Berlin',
  }),
  'give-role': ({ eventId }) => ({ eventId, email: 'new@example.org', role: 'helper' }),
  'remove-area': ({ eventId, freeAreaId }) => ({ eventId, areaId: freeAreaId }),
  'remove-day': ({ eventId, emptyDayId }) => ({ eventId, dayId: emptyDayId }),
  'remove-slot': ({ eventId, freeSlotId }) => ({ eventId, slotId: freeSlotId }),
  'set-area': ({ eventId }) => ({ eventId, label: '9', seats: 6 }),
  'set-interest-visibility': ({ eventId }) => ({ eventId, open: true }),
  'set-organisations': ({ eventId, version }) => ({ eventId, version, hosts: [], sponsors: [] }),
  'set-slot': ({ eventId, emptyDayId }) => ({
    eventId,
    dayId: emptyDayId,
    kind: 'sessions',
    start: '10:00',
    end: '11:00',
  }),
  'take-role': ({ eventId, helperId }) => ({ eventId, personId: helperId, role: 'helper' }),
  'mark-absence': ({ eventId, freeSlotId }) => ({ eventId, slotIds: [freeSlotId] }),
  'say-interest': ({ eventId, unplacedId }) => ({ eventId, sessionId: unplacedId, level: 'want' }),
  'ask-again': ({ invitedInvitationId }) => ({ invitationId: invitedInvitationId }),
  'check-in': ({ eventId, participantInvitationId }) => ({
    eventId,
    marks: [{ key: 'a', kind: 'here', invitationId: participantInvitationId }],
  }),
  arrive: async ({ eventId, invitedInvitationId }, db) => {
    await db
      .updateTable('invitations')
      .set({ state: 'confirmed' })
      .where('id', '=', invitedInvitationId)
      .execute();
    const code = doorCode('x'.repeat(40), eventId, '2026-03-02'); // the test's secret and its day
    return { invitationId: invitedInvitationId, code };
  },
  'say-food': ({ invitedInvitationId }) => ({ invitationId: invitedInvitationId, food: 'vegan' }),
  'walk-in': async ({ eventId }, db) => {
    await db.updateTable('events').set({ walk_ins: 'while-free' }).where('id', '=', eventId).execute();
    return { eventId, name: 'Passer-by' };
  },
  'set-walk-ins': ({ eventId }) => ({ eventId, who: 'everybody' }),
  'forget-no-shows': () => ({ afterDays: 730 }),
  'confirm-invitation': ({ invitedInvitationId }) => ({ invitationId: invitedInvitationId }),
  'decide-invitations': ({ eventId, askedInvitationId }) => ({
    eventId,
    invitations: [{ id: askedInvitationId, version: 1 }],
    decision: 'waitlist',
  }),
  'expire-invitations': () => ({}),
  'mark-no-shows': () => ({}),
  'note-invitation': ({ eventId, askedInvitationId }) => ({
    eventId,
    invitationId: askedInvitationId,
    version: 1,
    note: 'x',
  }),
  'remind-to-confirm': () => ({}),
  'request-invitation': ({ eventId }) => ({ eventId, name: 'New', email: 'new@example.org' }),
  'withdraw-invitation': ({ invitedInvitationId }) => ({ invitationId: invitedInvitationId }),
  'revive-job': ({ deadJobId }) => ({ jobId: deadJobId }),
  'change-template': ({ eventId }) => ({
    eventId,
    template: 'invited',
    locale: 'en',
    subject: 'x',
    body: '{{link}}',
  }),
  'decide-messages': ({ eventId, heldMessageId }) => ({
    eventId,
    messageIds: [heldMessageId],
    decision: 'send',
  }),
  'change-profile': () => ({ name: 'New name', affiliation: '', locale: 'en' }),
  'claim-site': async (_, db) => {
    await db.updateTable('people').set({ site_owner_since: null }).execute(); // only an ownerless site can be claimed
    return { token: (await newOwnerToken(db)) ?? '', name: 'New', email: 'new@example.org' };
  },
  'end-sign-in': () => ({ signIn: 'all' }),
  'keep-push-device': async ({ actors }, db) => {
    const { participant } = actors;
    const signInId = await addSignIn(db, participant.kind === 'person' ? participant.personId : '');
    const keys = { p256dh: Buffer.alloc(65, 4).toString('base64url'), auth: 'AAAAAAAAAAAAAAAAAAAAAA' };
    return { signInId, endpoint: 'https://push.example.org/1', ...keys };
  },
  'remove-push-device': () => ({ deviceId: '00000000000000000000000000' }),
  'remove-passkey': () => ({ passkeyId: 'somebody-elses' }),
  'create-project': () => ({ name: 'New project' }),
  'change-project': ({ projectId }) => ({ projectId, version: 2, body: 'Other' }),
  'rename-project': ({ projectId }) => ({ projectId, version: 2, name: 'Other' }),
  'restore-revision': ({ projectId }) => ({ projectId, version: 2, revision: 1 }),
  'watch-project': ({ projectId }) => ({ projectId, watching: true }),
  'work-on-project': ({ projectId }) => ({ projectId, working: true }),
  'highlight-project': ({ eventId, projectId }) => ({ eventId, projectId, note: 'x' }),
  'end-highlight': ({ eventId, projectId }) => ({ eventId, projectId }),
  'tell-watchers': () => ({}),
  'let-write-projects': () => ({ who: 'organisers' }),
  'create-page': ({ eventId }) => ({ eventId, name: 'New page' }),
  'change-page': async (world, db) => ({ ...(await addPage(db, world)), version: 2, body: 'Other' }),
  'rename-page': async (world, db) => ({ ...(await addPage(db, world)), version: 2, name: 'Other' }),
  'restore-page-text': async (world, db) => ({ ...(await addPage(db, world)), version: 2, revision: 1 }),
  'watch-page': async (world, db) => ({ ...(await addPage(db, world)), watching: true }),
  'set-page-writers': async (world, db) => ({ ...(await addPage(db, world)), writers: 'organisers' }),
  'remove-page': async (world, db) => ({ ...(await addPage(db, world)), removed: true }),
  'let-write-pages': ({ eventId }) => ({ eventId, who: 'organisers' }),
  'tell-page-watchers': () => ({}),
  'create-course': () => ({ title: 'New course' }),
  'change-course': async (_, db) => ({ courseId: await addCourse(db), version: 2, title: 'Other' }),
  'restore-course': async (_, db) => ({ courseId: await addCourse(db), version: 2, revision: 1 }),
  'begin-course-upload': async (_, db) => ({
    ...{ courseId: await addCourse(db), uploadId: newId(), name: 'a.pdf', size: 1 },
    ...{ fileLimit: 10, courseLimit: 10 },
  }),
  'attach-course-files': async ({ actors }, db) => {
    const courseId = await addCourse(db);
    return { courseId, uploads: [await addCourseUpload(db, courseId, actors.organiser)] };
  },
  'move-course-file': async (_, db) => addCourseFile(db),
  'remove-course-file': async (_, db) => addCourseFile(db),
  'register-interest': async (_, db) => ({ courseId: await addCourse(db), place: 'Shanghai' }),
  'withdraw-interest': async (_, db) => ({ courseId: await addCourse(db) }),
  'make-edition': async (_, db) => ({
    ...{ courseId: await addCourse(db), name: 'New', startDate: '2026-09-01', zone: 'Europe/Berlin' },
  }),
  'make-appearance': () => ({
    ...{ name: 'New', conference: 'Elsewhere', date: '2025-09-01', zone: 'Europe/Berlin' },
    talks: [{ title: 'Talk', speakers: ['Ada'] }],
  }),
  'change-edition': async (world, db) => {
    await addEdition(db, world);
    const { eventId } = world;
    return { eventId, version: 1, preparation: 'x', certificateShare: 50, feedbackDays: 7 };
  },
  'tell-interested': async (world, db) => {
    await addEdition(db, world);
    return { eventId: world.eventId };
  },
  'attend-session': async (world, db) => {
    await addEdition(db, world);
    const { eventId, placedId } = world;
    return { eventId, sessionId: placedId, code: attendanceCode('x'.repeat(40), placedId) };
  },
  'mark-attendance': async (world, db) => {
    await addEdition(db, world);
    const { eventId, placedId, participantInvitationId } = world;
    return { eventId, sessionId: placedId, there: [participantInvitationId] };
  },
  'tick-exercise': async (world, db) => {
    await addEdition(db, world);
    return { eventId: world.eventId, sessionId: world.placedId, exercise: 0, done: true };
  },
  'give-feedback': async (world, db) => {
    await addEdition(db, world);
    return { eventId: world.eventId, about: { kind: 'session', id: world.placedId }, stars: 4 };
  },
  'take-certificate': async (world, db) => {
    await addPastEdition(db, world);
    return { eventId: world.eventId };
  },
  'revoke-certificate': async (world, db) => {
    await addCertificate(db, world);
    const { eventId, participantInvitationId } = world;
    return { eventId, invitationId: participantInvitationId, revoked: true };
  },
  'send-picture': () => ({
    ...{ sha256: 'a'.repeat(64), type: 'image/png', width: 1, height: 1, size: 1, name: 'a.png' },
    ...{ alt: 'A dot', personLimit: 1000, siteLimit: 1000 },
  }),
  'remove-picture': async (world, db) => ({ pictureId: await addPicture(db, world) }),
  'write-post': ({ eventId }) => ({ eventId, title: 'New' }),
  'change-post': ({ postId }) => ({ postId, version: 1, title: 'Other' }),
  'restore-post': ({ postId }) => ({ postId, version: 1, revision: 1 }),
  'publish-post': ({ postId }) => ({ postId, published: true }),
  'schedule-post': ({ postId }) => ({ postId, at: '2026-04-01T09:00', zone: 'Asia/Shanghai' }),
  'publish-due-posts': () => ({}),
  'set-old-addresses': ({ postId }) => ({ postId, addresses: ['/2015/04/shanghai'] }),
  'import-posts': ({ eventId }) => ({ eventId, posts: [] }),
  'draft-post': ({ eventId }) => ({ eventId, kind: 'announcement', locale: 'en' }),
  'post-announcement': ({ eventId }) => ({ eventId, text: 'Lunch is here' }),
  'end-announcement': ({ eventId, announcementId }) => ({ eventId, announcementId }),
  'open-plenary': ({ eventId, dayId }) => ({ eventId, dayId }),
  'close-plenary': ({ eventId }) => ({ eventId }),
  'go-to-step': async (world, db) => {
    await addPlenary(db, world, 'write');
    return { eventId: world.eventId, from: 'write', to: 'pitch' };
  },
  'set-clock': async (world, db) => {
    await addPlenary(db, world, 'write');
    return { eventId: world.eventId, do: 'pause' };
  },
  'next-pitch': async (world, db) => {
    await addPlenary(db, world, 'pitch');
    return { eventId: world.eventId, from: null };
  },
  'order-pitch': async (world, db) => {
    await addPlenary(db, world, 'pitch');
    return { eventId: world.eventId, sessionId: world.unplacedId, before: null };
  },
  'count-hands': async (world, db) => {
    await addPlenary(db, world, 'pitch');
    return { eventId: world.eventId, sessionId: world.unplacedId, counted: 12 };
  },
  'write-down-proposal': ({ eventId }) => ({ eventId, headline: 'From the floor', name: 'Grace' }),
  'offer-merge': async (world, db) => {
    await addPlenary(db, world, 'merge');
    return { eventId: world.eventId, fromId: world.unplacedId, intoId: world.ideaId };
  },
  'decline-merge': async (world, db) => {
    await addPlenary(db, world, 'merge');
    return { eventId: world.eventId, offerId: await addMergeOffer(db, world) };
  },
  'let-leads-place': async (world, db) => {
    await addPlenary(db, world, 'place');
    return { eventId: world.eventId, allowed: true };
  },
  'hold-cell': async (world, db) => {
    await addPlenary(db, world, 'place');
    return {
      eventId: world.eventId,
      sessionId: world.unplacedId,
      slotId: world.freeSlotId,
      areaId: world.areaId,
    };
  },
  'place-own-session': async (world, db) => {
    await addPlenary(db, world, 'place');
    const to = { slotId: world.freeSlotId, areaId: world.areaId };
    return { eventId: world.eventId, sessionId: world.unplacedId, to };
  },
  'write-notes': ({ eventId, unplacedId }) => {
    const doc = new Doc();
    doc.getText(unplacedId).insert(0, 'Hello');
    return { eventId, sessionId: unplacedId, update: encodeStateAsUpdate(doc) };
  },
  'save-notes-text': ({ eventId, unplacedId }) => ({
    eventId,
    sessionId: unplacedId,
    base: '',
    text: 'Hello',
  }),
  'name-scribe': ({ eventId, unplacedId, helperId }) => ({
    eventId,
    sessionId: unplacedId,
    personId: helperId,
  }),
  'freeze-notes': async (world, db) => {
    await addNotes(db, world);
    return { eventId: world.eventId, sessionId: world.unplacedId };
  },
  'correct-notes': async (world, db) => {
    await addNotes(db, world, { frozen_at: '2026-03-01T00:00:00.000Z' });
    const { eventId, unplacedId } = world;
    return { eventId, sessionId: unplacedId, base: '- [ ] x', text: 'Hello', summary: 'x' };
  },
  'tick-action-item': async (world, db) => {
    const itemId = await addNotes(db, world);
    return { eventId: world.eventId, sessionId: world.unplacedId, itemId, done: true };
  },
  'remind-about-notes': async (world, db) => {
    await addMissingNotes(db, world);
    return { eventId: world.eventId, sessionId: null };
  },
  'chase-notes': () => ({}),
  'begin-upload': ({ eventId }) => ({
    ...{ eventId, uploadId: '00000000000000000000000000', name: 'a.pdf', size: 1 },
    ...{ fileLimit: 10, eventLimit: 10 },
  }),
  'finish-upload': async (world, db) => ({
    uploadId: await addUpload(db, world),
    sha256: 'a'.repeat(64),
    type: 'application/pdf',
    size: 1,
  }),
  'drop-upload': async (world, db) => ({ uploadId: await addUpload(db, world) }),
  'attach-material': ({ eventId, unplacedId }) => ({
    ...{ eventId, sessionId: unplacedId, title: 'Slides', link: 'https://example.org/slides' },
  }),
  'change-material': async (world, db) => ({
    ...{ eventId: world.eventId, materialId: await addMaterial(db, world), version: 1, title: 'Other' },
  }),
  'remove-material': async (world, db) => ({
    eventId: world.eventId,
    materialId: await addMaterial(db, world),
  }),
  'hide-material': async (world, db) => ({
    ...{ eventId: world.eventId, materialId: await addMaterial(db, world), hidden: true },
  }),
  'ask-removal': async (world, db) => ({
    eventId: world.eventId,
    materialId: await addMaterial(db, world),
  }),
  'say-recording-consent': ({ eventId, unplacedId }) => ({ eventId, sessionId: unplacedId, answer: 'no' }),
  'renew-wall-link': ({ eventId }) => ({ eventId }),
  'pin-session': ({ eventId, placedId }) => ({ eventId, sessionId: placedId, pinned: true }),
  'place-session': ({ eventId, unplacedId, freeSlotId, areaId }) => ({
    eventId,
    sessionId: unplacedId,
    to: { slotId: freeSlotId, areaId },
    from: null,
  }),
  'take-free-cell': async (world, db) => {
    const slotId = await addRunningDay(db, world);
    return {
      eventId: world.eventId,
      sessionId: world.unplacedId,
      to: { slotId, areaId: world.areaId },
    };
  },
  'swap-places': async (world, db) => {
    const [sessionId, withId] = await addSwap(db, world);
    return { eventId: world.eventId, sessionId, withId };
  },
  'set-preferences': ({ eventId }) => ({
    eventId,
    stability: 'off',
    fairness: 'much',
    fit: 'off',
    spread: 'off',
    areaChanges: 'little',
  }),
  'let-take-cells': ({ eventId }) => ({ eventId, who: 'nobody' }),
  'count-heads': async (world, db) => {
    await addRunningDay(db, world);
    return { eventId: world.eventId, sessionId: world.placedId, people: 12 };
  },
  'say-room-status': async (world, db) => {
    await addRunningDay(db, world);
    return { eventId: world.eventId, areaId: world.areaId, status: 'full' };
  },
  'say-session-end': async (world, db) => {
    await addRunningDay(db, world);
    return { eventId: world.eventId, sessionId: world.placedId, end: 'longer' };
  },
  'say-room-status-at-door': ({ eventId, areaId }) => ({
    token: signNumber('x'.repeat(40), 'wall', { id: eventId, number: 1 }),
    areaId,
    status: 'full',
  }),
  'release-schedule': ({ eventId }) => ({ eventId, number: 1, note: '' }),
  'take-schedule': ({ eventId }) => ({ eventId, draftVersion: 1, placements: [] }),
  'undo-move': ({ eventId }) => ({ eventId }),
  'change-session': ({ eventId, unplacedId }) => ({
    eventId,
    sessionId: unplacedId,
    version: 1,
    headline: 'Changed',
    addLeads: [{ name: 'New' }],
  }),
  'merge-sessions': ({ eventId, unplacedId, placedId }) => ({
    eventId,
    fromId: unplacedId,
    intoId: placedId,
  }),
  'offer-to-lead': ({ eventId, ideaId }) => ({ eventId, sessionId: ideaId }),
  'propose-session': ({ eventId }) => ({ eventId, headline: 'New', leads: [{ name: 'New' }] }),
  'restore-session': ({ eventId, withdrawnId }) => ({ eventId, sessionId: withdrawnId }),
  'withdraw-session': ({ eventId, unplacedId }) => ({ eventId, sessionId: unplacedId, version: 1 }),
};
