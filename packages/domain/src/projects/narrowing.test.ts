import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { valueOf, type Needs } from '../kernel/action.ts';
import { person, visitor, type Actor } from '../kernel/actor.ts';
import { addEvent, addInvitation, addOrganiser, addPerson } from '../testing/community.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { changeProject } from './change-project.ts';
import { createProject } from './create-project.ts';
import { letWriteProjects } from './let-write-projects.ts';
import { projectWriters, writesProjects } from './project-policy.ts';
import { workOnProject } from './work-on-project.ts';

onBothEngines('who writes about projects', (fresh) => {
  let open: OpenDatabase;
  let needs: Needs;
  let owner: Actor;
  let olga: Actor;
  let pia: Actor;
  let rob: Actor;

  beforeEach(async () => {
    open = await fresh();
    needs = { db: open.db, clock: new SetClock() };
    const { id: eventId } = await addEvent(open.db);
    const since = { site_owner_since: '2026-03-01T00:00:00.000Z' };
    owner = person(await addPerson(open.db, 'Owner', since));
    const [olgaId, piaId, robId] = [
      await addPerson(open.db, 'Olga'),
      await addPerson(open.db, 'Pia'),
      await addPerson(open.db, 'Rob'),
    ];
    await addOrganiser(open.db, eventId, olgaId);
    for (const id of [piaId, robId]) await addInvitation(open.db, eventId, id, 'confirmed');
    [olga, pia, rob] = [person(olgaId), person(piaId), person(robId)];
  });
  afterEach(() => open.close());

  it('is narrowed by the owner to organisers; who works on a project goes on writing it', async () => {
    const { projectId } = valueOf(await createProject(needs, pia, { name: 'Ours' }));
    valueOf(await workOnProject(needs, pia, { projectId, working: true }));
    valueOf(await letWriteProjects(needs, owner, { who: 'organisers' }));
    expect(await projectWriters(open.db)).toBe('organisers');

    const change = (actor: Actor, version: number) =>
      changeProject(needs, actor, { projectId, version, body: `${version}` });
    const refused = { error: { code: 'not-allowed' } };
    expect(await change(pia, 1)).toMatchObject({ ok: true });
    expect(await change(olga, 2)).toMatchObject({ ok: true });
    expect(await change(rob, 3)).toMatchObject(refused);
    expect(await workOnProject(needs, rob, { projectId, working: true })).toMatchObject(refused);
    for (const actor of [pia, rob])
      expect(await createProject(needs, actor, { name: 'New' })).toMatchObject(refused);
    expect(await createProject(needs, olga, { name: 'New' })).toMatchObject({ ok: true });
    expect([
      await writesProjects(open.db, pia),
      await writesProjects(open.db, pia, projectId),
      await writesProjects(open.db, rob, projectId),
    ]).toEqual([false, true, false]);

    valueOf(await letWriteProjects(needs, owner, { who: 'attendees' }));
    expect(await change(rob, 3)).toMatchObject({ ok: true });
  });

  it('is said by the owner alone', async () => {
    for (const [actor, code] of [
      [olga, 'not-allowed'],
      [pia, 'not-allowed'],
      [visitor, 'sign-in-needed'],
    ] as const)
      expect(await letWriteProjects(needs, actor, { who: 'organisers' })).toMatchObject({ error: { code } });
    expect(await letWriteProjects(needs, owner, { who: 'nobody' as 'organisers' })).toMatchObject({
      error: { code: 'invalid-input' },
    });
    expect(await projectWriters(open.db)).toBe('attendees');
  });
});
