import { expect, it } from 'vitest';
import { eventGrid, eventOrganisations, findEventBySlug } from '../events/event-queries.ts';
import { valueOf } from '../kernel/action.ts';
import { person, visitor } from '../kernel/actor.ts';
import { addEvent, addOrganiser, addPerson } from '../testing/community.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { talksOf } from './appearance-queries.ts';
import { makeAppearance } from './make-appearance.ts';

onBothEngines('an appearance', (fresh) => {
  it('is an announced event at somebody else’s conference, with a session for each part', async () => {
    const open = await fresh();
    const personId = await addPerson(open.db, 'Olga');
    const { id } = await addEvent(open.db);
    await addOrganiser(open.db, id, personId);
    const clock = new SetClock();
    const needs = { db: open.db, clock, site: { origin: 'http://localhost:3000', secret: 'x'.repeat(40) } };
    const input = {
      ...{ name: 'Tutorial at Northern Systems', conference: 'Northern Systems', date: '2025-11-10' },
      ...{
        link: 'https://north.example.org',
        zone: 'Europe/Oslo',
        venueName: 'Oslo',
        abstract: 'Three parts.',
      },
      talks: [
        { title: 'First part', speakers: ['Mei Lin'], abstract: 'How it boots.' },
        { title: 'Second part', speakers: ['Mei Lin', 'Jonas Weber'] },
      ],
    };
    for (const [actor, code] of [
      [visitor, 'sign-in-needed'],
      [person(await addPerson(open.db, 'Ada')), 'not-allowed'],
    ] as const)
      expect(await makeAppearance(needs, actor, input)).toMatchObject({ error: { code } });
    expect(await makeAppearance(needs, person(personId), { ...input, talks: [] })).toMatchObject({
      error: { fields: [{ path: 'talks', code: 'required' }] },
    });
    const { eventId, slug } = valueOf(await makeAppearance(needs, person(personId), input));
    expect(await findEventBySlug(open.db, slug)).toMatchObject({
      ...{ kind: 'conference', description: 'Three parts.', startsOn: '2025-11-10', venueName: 'Oslo' },
      announcedAt: '2026-03-02T10:00:00.000Z',
    });
    expect((await eventGrid(open.db, eventId)).slots).toEqual([]);
    expect(await eventOrganisations(open.db, eventId)).toEqual([
      { role: 'host', name: 'Northern Systems', url: 'https://north.example.org' },
    ]);
    expect(
      (await talksOf(open.db, eventId)).map(({ title, speakers, abstract }) => [title, speakers, abstract]),
    ).toEqual([
      ['First part', ['Mei Lin'], 'How it boots.'],
      ['Second part', ['Mei Lin', 'Jonas Weber'], ''],
    ]);
    await open.close();
  });
});
