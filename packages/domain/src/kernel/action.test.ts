import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import type { OpenDatabase } from '../database/open-database.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { defineAction } from './action.ts';
import { person, visitor } from './actor.ts';
import { DomainError, notAllowed } from './errors.ts';
import { line } from './fields.ts';
import { newId } from './ids.ts';

const nameSeries = defineAction({
  name: 'name-series',
  input: z.strictObject({ name: line(20), fail: z.boolean().default(false) }),
  allow: ({ actor }) => {
    if (actor.kind !== 'person') throw notAllowed('Only people name series.');
  },
  run: async ({ tx, input, record }) => {
    const id = newId();
    await tx.insertInto('series').values({ id, name: input.name }).execute();
    record({ kind: 'series.named', eventId: null, subjectId: id, audience: 'public' });
    if (input.fail) throw new DomainError('wrong-state', 'It failed after writing.');
    return { id };
  },
});

onBothEngines('an action', (fresh) => {
  let open: OpenDatabase;
  const clock = new SetClock();
  const actor = person(newId());
  beforeEach(async () => {
    open = await fresh();
  });
  afterEach(() => open.close());

  it('writes its change row and its audit row with the work', async () => {
    const result = await nameSeries({ db: open.db, clock }, actor, { name: 'Hackathons' });
    expect(result.ok).toBe(true);
    const changes = await open.db.selectFrom('changes').select(['seq', 'kind', 'at', 'audience']).execute();
    expect(changes).toEqual([
      { seq: 1, kind: 'series.named', at: '2026-03-02T10:00:00.000Z', audience: 'public' },
    ]);
    const audit = await open.db
      .selectFrom('audit_log')
      .select(['action', 'person_id', 'actor_kind'])
      .execute();
    expect(audit).toEqual([
      {
        action: 'name-series',
        person_id: actor.kind === 'person' ? actor.personId : '',
        actor_kind: 'person',
      },
    ]);
  });

  it('leaves nothing behind when it fails after writing', async () => {
    const result = await nameSeries({ db: open.db, clock }, actor, { name: 'Half', fail: true });
    expect(result).toMatchObject({ ok: false, error: { code: 'wrong-state' } });
    for (const table of ['series', 'changes', 'audit_log'] as const) {
      expect(await open.db.selectFrom(table).selectAll().execute()).toEqual([]);
    }
  });

  it('refuses whoever may not, and says which field is wrong', async () => {
    expect(await nameSeries({ db: open.db, clock }, visitor, { name: 'x' })).toMatchObject({
      error: { code: 'not-allowed' },
    });
    const long = await nameSeries({ db: open.db, clock }, actor, { name: 'x'.repeat(21) });
    expect(long).toMatchObject({
      error: { fields: [{ path: 'name', code: 'too-long', params: { max: 20 } }] },
    });
    const turned = await nameSeries({ db: open.db, clock }, actor, { name: 'a\u202eb' });
    expect(turned).toMatchObject({ error: { fields: [{ path: 'name', code: 'direction-override' }] } });
  });

  it('does a thing once for the same key, also when both arrive together', async () => {
    const needs = { db: open.db, clock, idempotencyKey: 'k1' };
    const [first, second] = await Promise.all([
      nameSeries(needs, actor, { name: 'Once' }),
      nameSeries(needs, actor, { name: 'Once' }),
    ]);
    expect(first).toEqual(second);
    expect(await open.db.selectFrom('series').select('name').execute()).toEqual([{ name: 'Once' }]);
    await nameSeries({ ...needs, idempotencyKey: 'k2' }, actor, { name: 'Twice' });
    expect(await open.db.selectFrom('series').selectAll().execute()).toHaveLength(2);
  });

  it('tells listeners of the commit', async () => {
    const heard = new Promise<void>((resolve) => open.onCommit(resolve));
    await nameSeries({ db: open.db, clock }, actor, { name: 'Loud' });
    await heard;
  });
});
