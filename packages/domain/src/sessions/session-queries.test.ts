import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import type { Id } from '../kernel/ids.ts';
import { addEvent, addLead, addPerson, addSession } from '../testing/community.ts';
import { countStatements } from '../testing/count-statements.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { findSession, listSessions, sessionsAlike, topicsOf } from './session-queries.ts';

onBothEngines('reading sessions', (fresh) => {
  let open: OpenDatabase;
  let eventId: Id;
  let ada: Id;
  beforeEach(async () => {
    open = await fresh();
    ({ id: eventId } = await addEvent(open.db));
    ada = await addPerson(open.db, 'Ada', { email: 'ada.secret@example.org' });
  });
  afterEach(() => open.close());

  const add = (headline: string, more: Parameters<typeof addSession>[3] = {}) =>
    addSession(open.db, eventId, headline, more);
  const say = (sessionId: Id, level: 'none' | 'want') =>
    open.db
      .insertInto('interest')
      .values({
        session_id: sessionId,
        person_id: ada,
        event_id: eventId,
        level,
        can_help_lead: 1,
        said_at: '2026-03-01T00:00:00.000Z',
      })
      .execute();
  const headlines = async (filter: Omit<Parameters<typeof listSessions>[1], 'eventId'> = {}) =>
    (await listSessions(open.db, { eventId, ...filter })).map((session) => session.headline);

  it('lists what stands, newest first, with leads and what the viewer said', async () => {
    await addSession(open.db, (await addEvent(open.db)).id, 'Elsewhere');
    const boot = await add('Boot', {
      problem: '**Slow** boots',
      topic: 'Firmware',
      length: 2,
      proposed_at: '2026-03-01T01:00:00.000Z',
    });
    const led = await add('Led', { proposed_at: '2026-03-01T02:00:00.000Z', wants_lead: 1 });
    await add('Withdrawn', { withdrawn_at: '2026-03-01T00:00:00.000Z' });
    await add('Merged', { merged_into: boot });
    const leadId = await addLead(open.db, led, ada, 'Ada');
    await say(boot, 'want');
    expect(await listSessions(open.db, { eventId, viewerId: ada })).toEqual([
      {
        id: led,
        headline: 'Led',
        topic: '',
        excerpt: '',
        length: 1,
        wantsLead: true,
        dayId: null,
        leads: [{ id: leadId, personId: ada, name: 'Ada' }],
        proposedAt: '2026-03-01T02:00:00.000Z',
        level: 'must',
        canHelpLead: false,
        leadByViewer: true,
      },
      {
        id: boot,
        headline: 'Boot',
        topic: 'Firmware',
        excerpt: 'Slow boots',
        length: 2,
        wantsLead: false,
        dayId: null,
        leads: [],
        proposedAt: '2026-03-01T01:00:00.000Z',
        level: 'want',
        canHelpLead: true,
        leadByViewer: false,
      },
    ]);
    expect((await listSessions(open.db, { eventId })).map((session) => session.level)).toEqual([null, null]);
  });

  it('finds words in headline, text, topic and names, whatever case and accents', async () => {
    const a = await add('Schnelles Booten', { problem: 'früher fertig', topic: 'Firmware' });
    await add('Live migration');
    await addLead(open.db, a, null, 'René');
    for (const search of ['BOOTEN', 'fruher', 'firm boot', 'rene', ' '])
      expect(await headlines({ search })).toContain('Schnelles Booten');
    expect(await headlines({ search: 'boot migration' })).toEqual([]);
    expect(await headlines({ search: '%' })).toEqual([]);
    expect(await headlines({ search: 'fertig' })).toEqual(['Schnelles Booten']);
  });

  it('filters by topic, missing lead and missing answer', async () => {
    const boot = await add('Boot', { topic: 'Firmware' });
    const idea = await add('Idea', { wants_lead: 1 });
    const own = await add('Own', { proposed_at: '2026-03-01T05:00:00.000Z' });
    await addLead(open.db, own, ada);
    await say(boot, 'none');
    expect(await headlines({ topic: 'Firmware' })).toEqual(['Boot']);
    expect(await headlines({ topic: '' })).toEqual(['Own', 'Idea']);
    expect(await headlines({ needsLead: true })).toEqual(['Idea']);
    expect(await headlines({ notAnsweredBy: ada })).toEqual(['Idea']);
    await say(idea, 'want');
    expect(await headlines({ notAnsweredBy: ada })).toEqual([]);
  });

  it('counts topics of what stands', async () => {
    await add('A', { topic: 'b' });
    await add('B', { topic: 'a' });
    await add('C', { topic: 'a' });
    await add('D', { topic: 'c', withdrawn_at: '2026-03-01T00:00:00.000Z' });
    await add('E');
    expect(await topicsOf(open.db, eventId)).toEqual([
      { topic: 'a', sessions: 2 },
      { topic: 'b', sessions: 1 },
    ]);
  });

  it('takes three statements for one session and for three', async () => {
    const one = await add('One');
    await addLead(open.db, one, ada);
    const list = (db: OpenDatabase['db']) => listSessions(db, { eventId, viewerId: ada });
    expect(await countStatements(open.db, list)).toBe(3);
    for (const headline of ['Two', 'Three']) await addLead(open.db, await add(headline), ada);
    expect(await list(open.db)).toHaveLength(3);
    expect(await countStatements(open.db, list)).toBe(3);
  });

  it("gives away nobody's mail address", async () => {
    const id = await add('Led', { proposed_by: ada });
    await addLead(open.db, id, ada, 'Ada');
    const read = JSON.stringify([
      await listSessions(open.db, { eventId, viewerId: ada }),
      await findSession(open.db, eventId, id),
    ]);
    expect(read).toContain('Ada');
    expect(read).not.toContain('secret');
  });

  it('finds a session only in its own event', async () => {
    const id = await add('Here');
    expect(await findSession(open.db, (await addEvent(open.db)).id, id)).toBeUndefined();
  });

  it('finds sessions that read the same, without the one being read', async () => {
    const one = await add('Boot fast');
    const other = await add('boot, fast?');
    expect(await sessionsAlike(open.db, eventId, 'Boot fast', one)).toEqual([
      { id: other, headline: 'boot, fast?' },
    ]);
    expect(await sessionsAlike(open.db, eventId, 'BOOT FAST', null)).toHaveLength(2);
  });
});
