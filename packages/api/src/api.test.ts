import { readFileSync } from 'node:fs';
import type { OpenDatabase } from '@plenary/domain/database/open-database.ts';
import { person, visitor, type Actor } from '@plenary/domain/kernel/actor.ts';
import {
  addEvent,
  addInvitation,
  addLead,
  addPerson,
  addSession,
} from '@plenary/domain/testing/community.ts';
import { onBothEngines } from '@plenary/domain/testing/fresh-database.ts';
import { SetClock } from '@plenary/domain/testing/set-clock.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { API_DOCUMENT, createApi } from './api.ts';

const api = createApi();
const CONTRACT = new URL('../../../docs/api/openapi.json', import.meta.url);

it('keeps to the contract in docs/api/openapi.json', () => {
  expect(api.getOpenAPI31Document(API_DOCUMENT)).toEqual(JSON.parse(readFileSync(CONTRACT, 'utf8')));
});

onBothEngines('the API', (fresh) => {
  let open: OpenDatabase;
  let slug: string;
  let eventId: string;
  beforeEach(async () => {
    open = await fresh();
    ({ slug, id: eventId } = await addEvent(open.db, { name: 'Hackathon' }));
  });
  afterEach(() => open.close());

  const call = async (path: string, actor: Actor = visitor, init?: RequestInit) => {
    const answer = await api.request(`/api${path}`, init, {
      actor,
      needs: { db: open.db, clock: new SetClock() },
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const put = (level: unknown): RequestInit => ({
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ level }),
  });

  it('lists events and shows one, and hides a draft as if it did not exist', async () => {
    const draft = await addEvent(open.db, { announced_at: null, name: 'CANARY' });
    const list = await call('/events');
    expect(list.status).toBe(200);
    expect(JSON.stringify(list.body)).not.toContain('CANARY');
    expect((await call(`/events/${slug}`)).body).toMatchObject({
      slug,
      name: 'Hackathon',
      zone: 'Asia/Shanghai',
    });
    const [hidden, missing] = [await call(`/events/${draft.slug}`), await call('/events/nothing-here')];
    expect([hidden.status, missing.status]).toEqual([404, 404]);
    expect(hidden.body).toMatchObject({ error: { code: 'not-found' } });
  });

  it('shows sessions with names of leads and no address', async () => {
    const ann = await addPerson(open.db, 'Ann', { email: 'secret@example.org' });
    const session = await addSession(open.db, eventId, 'Live patching');
    await addLead(open.db, session, ann, 'Ann');
    const { body } = await call(`/events/${slug}/sessions`);
    expect(body).toEqual({
      sessions: [
        { id: session, headline: 'Live patching', topic: '', length: 1, leads: ['Ann'], wantsLead: false },
      ],
    });
    expect(JSON.stringify(body)).not.toContain('secret@');
  });

  it('takes interest from participants only, and says what is wrong', async () => {
    const session = await addSession(open.db, eventId, 'Live patching');
    const [ann, eve] = [await addPerson(open.db, 'Ann'), await addPerson(open.db, 'Eve')];
    await addInvitation(open.db, eventId, ann, 'confirmed');
    const path = `/events/${slug}/sessions/${session}/interest`;
    expect((await call(path, visitor, put('must'))).status).toBe(401);
    expect((await call(path, person(eve), put('must'))).status).toBe(403);
    expect(await call(path, person(ann), put('everything'))).toMatchObject({
      status: 422,
      body: { error: { code: 'invalid-input', fields: [{ path: 'level', code: 'not-a-choice' }] } },
    });
    expect((await call(path.replace(session, 'x'), person(ann), put('must'))).status).toBe(422);
    expect(await call(path, person(ann), put('must'))).toEqual({
      status: 200,
      body: { sessionId: session, level: 'must' },
    });
  });

  it('refuses what is not JSON with a status and a sentence of ours', async () => {
    const ann = await addPerson(open.db, 'Ann');
    const path = `/events/${slug}/sessions/x/interest`;
    const send = (type: string, body: string) =>
      call(path, person(ann), { method: 'PUT', headers: { 'content-type': type }, body });
    const code = { error: { code: 'invalid-input' } };
    expect(await send('application/json', '{"level":')).toMatchObject({ status: 400, body: code });
    expect(await send('text/plain', '{"level":"must"}')).toMatchObject({ status: 415, body: code });
    expect(await send('application/json; charset=utf-8', 'null')).toMatchObject({ status: 422, body: code });
  });

  it('shows no draft placement in the schedule', async () => {
    expect((await call(`/events/${slug}/schedule`)).body).toMatchObject({ release: null, sessions: [] });
  });
});
