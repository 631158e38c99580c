import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { valueOf } from '../kernel/action.ts';
import { person, visitor, type Actor } from '../kernel/actor.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { addEvent, addOrganiser, addPerson } from '../testing/community.ts';
import { countStatements } from '../testing/count-statements.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { changeCourse } from './change-course.ts';
import { courseAsText } from './course.ts';
import { courseHistory, findCourse, findCourseRevision, listCourses } from './course-queries.ts';
import { createCourse } from './create-course.ts';
import { demandFor, interestedPeople, ownInterest } from './demand-queries.ts';
import { registerInterest } from './register-interest.ts';
import { restoreCourse } from './restore-course.ts';
import { withdrawInterest } from './withdraw-interest.ts';

onBothEngines('courses', (fresh) => {
  let open: OpenDatabase;
  let olga: Actor, otto: Actor, ada: Actor;
  let ids: { olga: Id; ada: Id };
  const clock = new SetClock();
  const needs = () => ({ db: open.db, clock });

  beforeEach(async () => {
    open = await fresh();
    const add = (name: string) => addPerson(open.db, name);
    ids = { olga: await add('Olga'), ada: await add('Ada') };
    const ottoId = await add('Otto');
    for (const personId of [ids.olga, ottoId]) {
      const { id } = await addEvent(open.db);
      await addOrganiser(open.db, id, personId);
    }
    [olga, otto, ada] = [person(ids.olga), person(ottoId), person(ids.ada)];
  });
  afterEach(() => open.close());

  const boot = { title: 'Booting a guest', minutes: 75, objectives: ['Boot one'], exercises: ['Boot yours'] };
  const drivers = { title: 'Drivers', minutes: 60 };
  const created = async (title = 'Hypervisor for operators') =>
    valueOf(await createCourse(needs(), olga, { title, tags: ['Training'], modules: [boot, drivers] }));
  const course = async (slug: string) => {
    const found = await findCourse(open.db, slug);
    if (!found) throw new Error(`no course ${slug}`);
    return found;
  };

  it('are begun by organisers only, each with an address of its own', async () => {
    expect(await created()).toMatchObject({ slug: 'hypervisor-for-operators' });
    expect(await created()).toMatchObject({ slug: 'hypervisor-for-operators-2' });
    expect(await created('New')).toMatchObject({ slug: 'course' });
    for (const [actor, code] of [
      [ada, 'not-allowed'],
      [visitor, 'sign-in-needed'],
    ] as const)
      expect(await createCourse(needs(), actor, { title: 'Mine' })).toMatchObject({ error: { code } });
    expect(await listCourses(open.db)).toHaveLength(3);
  });

  it('keep every text with its author; modules keep their ids when they move and are renamed', async () => {
    const { courseId, slug } = await created();
    const before = await course(slug);
    const [first, second] = before.modules;
    const { title, tags } = before;
    const changed = await changeCourse(needs(), otto, {
      ...{ courseId, version: 1, title, tags: [...tags], summary: 'Drivers first' },
      modules: [
        { ...drivers, id: second?.id, title: 'Drivers and their devices' },
        { ...boot, id: first?.id },
        { ...drivers, id: first?.id, title: 'A copy' },
        { ...drivers, id: newId(), title: 'Foreign' },
      ],
    });
    expect(valueOf(changed)).toEqual({ version: 2, slug });
    const after = await course(slug);
    expect(after.modules.map((module) => module.title)).toEqual([
      'Drivers and their devices',
      'Booting a guest',
      'A copy',
      'Foreign',
    ]);
    expect(after.modules.slice(0, 2).map((module) => module.id)).toEqual([second?.id, first?.id]);
    expect(new Set(after.modules.map((module) => module.id)).size).toBe(4);
    const { revisions } = await courseHistory(open.db, courseId);
    expect(revisions.map(({ version, summary, byName }) => [version, summary, byName])).toEqual([
      [2, 'Drivers first', 'Otto'],
      [1, '', 'Olga'],
    ]);
    const found = await findCourseRevision(open.db, courseId, 2);
    expect([found?.before?.modules.length, found?.text.modules.length]).toEqual([2, 4]);
    expect(await findCourseRevision(open.db, courseId, 3)).toBe(undefined);
    expect(courseAsText(found?.text ?? before)).toContain('## Booting a guest (75 min)\n\n- Boot one');
  });

  it('refuse the second of two writers with what differs, and write nothing', async () => {
    const { courseId, slug } = await created();
    const text = { courseId, version: 1, title: 'Hypervisor for operators' };
    valueOf(await changeCourse(needs(), olga, { ...text, description: 'Hers.' }));
    const refused = await changeCourse(needs(), otto, { ...text, description: 'His.' });
    expect(refused).toMatchObject({ error: { code: 'stale', subject: { version: 2 } } });
    const { lines } = (refused as unknown as { error: { subject: { lines: { kind: string }[] } } }).error
      .subject; // the line before says that it is there
    expect(new Set(lines.map((line) => line.kind))).toEqual(new Set(['same', 'removed', 'added']));
    expect((await course(slug)).description).toBe('Hers.');
    expect(await changeCourse(needs(), ada, { ...text, version: 2 })).toMatchObject({
      error: { code: 'not-allowed' },
    });
  });

  it('bring an earlier text back as a new revision, and saving the same text makes none', async () => {
    const { courseId, slug } = await created();
    const { id: _, slug: _slug, updatedAt: _at, version: __, ...original } = await course(slug);
    valueOf(await changeCourse(needs(), olga, { courseId, version: 1, title: 'Another' }));
    expect(valueOf(await restoreCourse(needs(), otto, { courseId, version: 2, revision: 1 }))).toEqual({
      version: 3,
    });
    expect(await course(slug)).toMatchObject(original);
    const same = { courseId, version: 3, title: original.title, tags: [...original.tags] };
    const modules = original.modules.map(({ objectives, exercises, ...module }) => ({
      ...{ ...module, objectives: [...objectives], exercises: [...exercises] },
    }));
    expect(valueOf(await changeCourse(needs(), olga, { ...same, modules }))).toEqual({ version: 3, slug });
    expect(await restoreCourse(needs(), otto, { courseId, version: 3, revision: 9 })).toMatchObject({
      error: { code: 'not-found' },
    });
    expect(await restoreCourse(needs(), ada, { courseId, version: 3, revision: 1 })).toMatchObject({
      error: { code: 'not-allowed' },
    });
  });

  it('name what is wrong in a module by its place', async () => {
    const refused = await createCourse(needs(), olga, {
      title: 'T',
      modules: [boot, { title: '', minutes: 1000 }],
    });
    expect(refused).toMatchObject({
      error: {
        fields: [
          { path: 'modules.1.title', code: 'required' },
          { path: 'modules.1.minutes', code: 'too-large' },
        ],
      },
    });
  });

  it('are found by tag, in as many statements for three as for one', async () => {
    await created();
    const one = await countStatements(open.db, (db) => listCourses(db));
    await created('Kernel for newcomers');
    valueOf(await createCourse(needs(), olga, { title: 'Other', tags: ['elsewhere'] }));
    expect([one, await countStatements(open.db, (db) => listCourses(db))]).toEqual([2, 2]);
    expect(
      (await listCourses(open.db, { tag: 'training' })).map(({ title, minutes }) => [title, minutes]),
    ).toEqual([
      ['Hypervisor for operators', 135],
      ['Kernel for newcomers', 135],
    ]);
  });

  it('show organisers where a class is wanted, and everybody how many want one', async () => {
    const { courseId } = await created();
    const said = { courseId, month: '2026-05', language: 'en', background: 'Ten years of operating.' };
    const cid = person(await addPerson(open.db, 'Cid'));
    valueOf(await registerInterest(needs(), ada, { ...said, place: 'Shanghai' }));
    clock.forward({ minutes: 1 });
    valueOf(await registerInterest(needs(), cid, { ...said, place: ' shanghai ', month: '' }));
    valueOf(await registerInterest(needs(), olga, { ...said, place: 'Berlin', language: 'de' }));
    valueOf(await registerInterest(needs(), olga, { ...said, place: 'Köln', language: 'de' }));
    expect(await interestedPeople(open.db, courseId)).toBe(3);
    const demand = await demandFor(open.db, courseId);
    expect(demand.map(({ place, count, months }) => [place, count, months])).toEqual([
      [
        'Shanghai',
        2,
        [
          { value: '', count: 1 },
          { value: '2026-05', count: 1 },
        ],
      ],
      ['Köln', 1, [{ value: '2026-05', count: 1 }]],
    ]);
    expect(demand[0]?.people.map((one) => one.name)).toEqual(['Ada', 'Cid']);
    expect(await ownInterest(open.db, courseId, ids.olga)).toMatchObject({ place: 'Köln', language: 'de' });
    valueOf(await withdrawInterest(needs(), ada, { courseId }));
    expect(await ownInterest(open.db, courseId, ids.ada)).toBe(undefined);
    expect(await interestedPeople(open.db, courseId)).toBe(2);
  });

  it('take an interest only from somebody who is signed in, for a course that is, and for a month to come', async () => {
    const { courseId } = await created();
    const said = { courseId, place: 'Berlin' };
    expect(await registerInterest(needs(), visitor, said)).toMatchObject({
      error: { code: 'sign-in-needed' },
    });
    expect(await withdrawInterest(needs(), visitor, { courseId })).toMatchObject({
      error: { code: 'sign-in-needed' },
    });
    expect(await registerInterest(needs(), ada, { ...said, courseId: newId() })).toMatchObject({
      error: { code: 'not-found' },
    });
    for (const [wrong, code] of [
      [{ month: '2026-02' }, 'in-the-past'],
      [{ month: '2026-13' }, 'not-a-date'],
      [{ language: 'not a language' }, 'not-a-choice'],
      [{ language: 'en-aa-bb' }, 'not-a-choice'],
      [{ place: '' }, 'required'],
    ] as const)
      expect(await registerInterest(needs(), ada, { ...said, ...wrong })).toMatchObject({
        error: { fields: [{ code }] },
      });
  });
});
