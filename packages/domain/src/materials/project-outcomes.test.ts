import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { valueOf } from '../kernel/action.ts';
import type { Id } from '../kernel/ids.ts';
import { freezeNotes } from '../notes/freeze-notes.ts';
import { saveNotesText } from '../notes/save-notes-text.ts';
import { createProject } from '../projects/create-project.ts';
import { countStatements } from '../testing/count-statements.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { smallDraft, type SmallDraft } from '../testing/small-draft.ts';
import { attachMaterial } from './attach-material.ts';
import { hideMaterial } from './hide-material.ts';
import { outcomesOf } from './project-outcomes.ts';

onBothEngines('what came of a project', (fresh) => {
  let open: OpenDatabase;
  let draft: SmallDraft;
  let projectId: Id;
  let sessionId: Id;

  beforeEach(async () => {
    open = await fresh();
    draft = await smallDraft(open.db);
    ({ projectId } = valueOf(await createProject(draft.needs, draft.organiser, { name: 'Farm' })));
    sessionId = await draft.ledSession('The farm', draft.ann, { project_id: projectId });
  });
  afterEach(() => open.close());

  const write = async (of: Id, text: string) =>
    valueOf(
      await saveNotesText(draft.needs, draft.organiser, {
        ...{ eventId: draft.eventId, sessionId: of, base: '', text },
      }),
    );
  const attach = async (of: Id, title: string) =>
    valueOf(
      await attachMaterial(draft.needs, draft.organiser, {
        ...{ eventId: draft.eventId, sessionId: of, title, link: 'https://example.org/x' },
      }),
    ).materialId;
  const freeze = (of: Id) =>
    freezeNotes(draft.needs, draft.organiser, { eventId: draft.eventId, sessionId: of });

  it('is the archived notes and public materials of its sessions', async () => {
    await draft.ledSession('Left nothing', draft.bob, { project_id: projectId });
    await attach(await draft.ledSession('Of no project', draft.bob), 'Elsewhere');
    expect(await outcomesOf(open.db, projectId)).toEqual([]);
    await write(sessionId, '## Decisions\n\n- Twelve **boards**.\n\n## Action items\n\n- [ ] buy them @Ann');
    expect(await outcomesOf(open.db, projectId)).toEqual([]); // still being written
    valueOf(await freeze(sessionId));
    await attach(sessionId, 'Slides');
    const eventId = draft.eventId;
    const materialId = await attach(sessionId, 'Hidden');
    valueOf(await hideMaterial(draft.needs, draft.organiser, { eventId, materialId, hidden: true }));
    const found = await outcomesOf(open.db, projectId);
    expect(found.map(({ headline, hasNotes, decisions }) => [headline, hasNotes, decisions])).toEqual([
      ['The farm', true, ['Twelve **boards**.']],
    ]);
    expect(found[0]?.tasks.map(({ what, ownerName, done }) => [what, ownerName, done])).toEqual([
      ['buy them', 'Ann', false],
    ]);
    expect(found[0]?.materials.map(({ title }) => title)).toEqual(['Slides']);
  });

  it('is nothing while the event is not announced, nor of what was withdrawn', async () => {
    await attach(sessionId, 'Slides');
    await open.db.updateTable('events').set({ announced_at: null }).execute();
    expect(await outcomesOf(open.db, projectId)).toEqual([]);
    await open.db.updateTable('events').set({ announced_at: '2026-03-01T00:00:00.000Z' }).execute();
    expect(await outcomesOf(open.db, projectId)).toHaveLength(1);
    await open.db.updateTable('sessions').set({ withdrawn_at: '2026-03-01T00:00:00.000Z' }).execute();
    expect(await outcomesOf(open.db, projectId)).toEqual([]);
  });

  it('takes six statements for one session and for three', async () => {
    await write(sessionId, 'Said.');
    valueOf(await freeze(sessionId));
    await attach(sessionId, 'Slides');
    expect(await countStatements(open.db, (db) => outcomesOf(db, projectId))).toBe(6);
    for (const headline of ['Two', 'Three'])
      await attach(await draft.ledSession(headline, draft.ann, { project_id: projectId }), headline);
    expect(await countStatements(open.db, (db) => outcomesOf(db, projectId))).toBe(6);
  });
});
