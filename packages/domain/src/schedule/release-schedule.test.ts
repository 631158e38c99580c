import { expect, it, afterEach, beforeEach } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { publishedSchedule } from './published-schedule.ts';
import { comingRelease, listReleases } from './release-changes.ts';
import { releaseRecipients } from './release-recipients.ts';
import { releaseSchedule } from './release-schedule.ts';
import { smallDraft, type SmallDraft } from '../testing/small-draft.ts';

onBothEngines('the schedule', (fresh) => {
  let open: OpenDatabase;
  let draft: SmallDraft;

  beforeEach(async () => {
    open = await fresh();
    draft = await smallDraft(open.db);
  });
  afterEach(() => open.close());

  it('is released with a number, a note and what changed; each person concerned gets one mail', async () => {
    const { needs, eventId, organiser, ann, bob, at, place, ledSession, say } = draft;
    const [one, two] = [await ledSession('One', ann), await ledSession('Two', ann)];
    await say(bob, one, 'must');
    await say(bob, two, 'want');
    await place(one, at(0, 0));
    await place(two, at(1, 0));
    expect(await publishedSchedule(open.db, eventId)).toMatchObject({ release: null, sessions: [] });
    expect(await releaseSchedule(needs, organiser, { eventId, number: 1, note: 'First' })).toMatchObject({
      value: { number: 1, changes: 2, told: 0 },
    });
    expect(await releaseSchedule(needs, organiser, { eventId, number: 2 })).toMatchObject({
      error: { code: 'nothing-to-release' },
    });

    await place(two, null, at(1, 0));
    expect(
      (await publishedSchedule(open.db, eventId)).sessions.map((row) => [row.headline, row.areaLabel]),
    ).toEqual([
      ['One', '1'],
      ['Two', '1'],
    ]);
  });

  it('tells each person once of everything that moved or was cancelled', async () => {
    const { needs, eventId, organiser, ann, bob, at, place, ledSession, say } = draft;
    const [one, two] = [await ledSession('One', ann), await ledSession('Two', ann)];
    await say(bob, one, 'must');
    await say(bob, two, 'want');
    await place(one, at(0, 0));
    await place(two, at(1, 0));
    await releaseSchedule(needs, organiser, { eventId, number: 1 });
    await place(one, at(0, 1), at(0, 0));
    await place(two, null, at(1, 0));
    expect(await releaseSchedule(needs, organiser, { eventId, number: 1 })).toMatchObject({
      error: { code: 'stale' },
    });
    const coming = await comingRelease(open.db, eventId);
    const recipients = (await releaseRecipients(open.db, eventId, coming.changes)).toSorted((a, b) =>
      a.person.id < b.person.id ? -1 : 1,
    );
    expect(await releaseSchedule(needs, organiser, { eventId, number: 2, note: 'Moved' })).toMatchObject({
      value: { number: 2, changes: 2, told: 2 },
    });
    const mails = await open.db
      .selectFrom('messages')
      .select(['person_id', 'template', 'text'])
      .orderBy('person_id')
      .execute();
    expect(mails.map((mail) => [mail.person_id, mail.template])).toEqual(
      [ann, bob].toSorted().map((id) => [id, 'sessions-moved']),
    );
    expect(recipients.map((one) => [one.person.id, one.changes.length])).toEqual(
      [ann, bob].toSorted().map((id) => [id, 2]),
    );
    for (const mail of mails) {
      expect(mail.text).toContain('“One” is now');
      expect(mail.text).toContain('“Two” is cancelled.');
    }
    const [latest] = await listReleases(open.db, eventId);
    expect(latest).toMatchObject({ number: 2, note: 'Moved', by: 'Olga' });
    expect(latest?.changes.map((change) => [change.headline, change.change])).toEqual([
      ['One', 'moved'],
      ['Two', 'cancelled'],
    ]);
  });
});
