import type { Db } from '../database/db.ts';
import type { Id } from '../kernel/ids.ts';
import { itemsOfSessions, type ListedItem } from '../notes/action-item-queries.ts';
import { decisionsIn } from '../notes/notes.ts';
import { sessionsAbout, type ProjectSession } from '../projects/project-queries.ts';
import { publicRows } from './archive-queries.ts';
import { withFiles, type Material } from './material-queries.ts';

/** What a session left for everybody. */
export interface SessionOutcome extends ProjectSession {
  /** Whether its notes are in the archive. */
  readonly hasNotes: boolean;
  /** Markdown, as the notes say them. */
  readonly decisions: readonly string[];
  readonly tasks: readonly ListedItem[];
  readonly materials: readonly Material[];
}

/** What came of a project at announced events, the newest event first; sessions that left nothing are not among it. Six statements at most. */
export async function outcomesOf(db: Db, projectId: Id): Promise<SessionOutcome[]> {
  const sessions = await sessionsAbout(db, projectId);
  const ids = sessions.map((session) => session.id);
  if (ids.length === 0) return [];
  const notes = await db
    .selectFrom('notes')
    .select(['session_id', 'text'])
    .where('session_id', 'in', ids)
    .where('frozen_at', 'is not', null)
    .execute();
  const texts = new Map(notes.map((row) => [row.session_id, row.text]));
  const tasks = Map.groupBy(await itemsOfSessions(db, [...texts.keys()]), (item) => item.sessionId);
  const rows = await publicRows(db)
    .where((e) => e.or([e('materials.session_id', 'in', ids), e('sessions.merged_into', 'in', ids)]))
    .orderBy('materials.id')
    .execute();
  const materials = Map.groupBy(await withFiles(db, rows), (material) => material.session?.id ?? '');
  return sessions
    .map((session) => ({
      ...session,
      hasNotes: texts.has(session.id),
      decisions: decisionsIn(texts.get(session.id) ?? ''),
      tasks: tasks.get(session.id) ?? [],
      materials: materials.get(session.id) ?? [],
    }))
    .filter((session) => session.hasNotes || session.materials.length > 0);
}
