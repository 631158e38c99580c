import type { Db } from '../database/db.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { belongs, organises, type Standing } from '../standing/standing.ts';
import { RECORDINGS, type MaterialKind } from './material.ts';
import type { Cue } from './webvtt.ts';

export interface MaterialFile {
  readonly id: Id;
  readonly materialId: Id;
  readonly name: string;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  /** The parts of the recording beside it, where the file lists them. */
  readonly chapters: readonly Cue[];
  /** Seconds that audio or video lasts; null: not known. */
  readonly duration: number | null;
}

/** A material as lists show it. */
export interface Material {
  readonly id: Id;
  readonly version: number;
  readonly kind: MaterialKind;
  readonly title: string;
  readonly description: string;
  readonly licence: string;
  readonly language: string;
  readonly link: string;
  readonly attachedAt: Timestamp;
  readonly attachedBy: { readonly id: Id; readonly name: string } | null;
  readonly event: { readonly id: Id; readonly slug: string; readonly name: string };
  readonly session: {
    readonly id: Id;
    readonly headline: string;
    readonly topic: string;
    readonly leads: readonly string[];
  } | null;
  readonly files: readonly MaterialFile[];
  readonly hiddenAt: Timestamp | null;
  readonly removalAsked: { readonly at: Timestamp; readonly by: string; readonly reason: string } | null;
  /** Why only some see it; null: everybody who sees the event does. */
  readonly kept: 'hidden' | 'withdrawn' | 'not-agreed' | 'refused' | null;
}

/** Materials of an event, or of one of its sessions and those merged into it, that this viewer may see. Four statements. */
export async function materialsOf(
  db: Db,
  standing: Standing,
  { eventId, sessionId }: { readonly eventId: Id; readonly sessionId?: Id },
): Promise<Material[]> {
  let wanted = materialRows(db).where('materials.event_id', '=', eventId);
  if (sessionId)
    wanted = wanted.where((e) =>
      e.or([e('materials.session_id', '=', sessionId), e('sessions.merged_into', '=', sessionId)]),
    );
  const rows = await wanted.orderBy('materials.id').execute();
  const led = await sessionsLedBy(db, standing, eventId);
  return withFiles(
    db,
    rows.filter((row) => maySee(standing, led, row)),
  );
}

/** A file and what it belongs to, if this viewer may see it. */
export async function findMaterialFile(
  db: Db,
  standingOf: (eventId: Id) => Promise<Standing>,
  { materialId, fileId }: { readonly materialId: Id; readonly fileId: Id },
): Promise<MaterialFile | undefined> {
  const row = await materialRows(db).where('materials.id', '=', materialId).executeTakeFirst();
  if (!row) return undefined;
  const standing = await standingOf(row.event_id);
  if (!maySee(standing, await sessionsLedBy(db, standing, row.event_id), row)) return undefined;
  return (await filesOf(db, [materialId])).find((file) => file.id === fileId);
}

/** What a session's leads said about recording it. */
export async function recordingConsent(db: Db, sessionId: Id): Promise<'yes' | 'no' | 'not-asked'> {
  const row = await db
    .selectFrom('recording_consents')
    .select('answer')
    .where('session_id', '=', sessionId)
    .executeTakeFirst();
  return row?.answer ?? 'not-asked';
}

/** Every material with what decides who sees it; lists add their conditions. */
export function materialRows(db: Db) {
  return db
    .selectFrom('materials')
    .innerJoin('events', 'events.id', 'materials.event_id')
    .leftJoin('sessions', 'sessions.id', 'materials.session_id')
    .leftJoin('recording_consents', 'recording_consents.session_id', 'materials.session_id')
    .leftJoin('people as attacher', 'attacher.id', 'materials.attached_by')
    .leftJoin('people as asker', 'asker.id', 'materials.removal_asked_by')
    .select(['materials.id', 'materials.version', 'materials.kind', 'title', 'materials.description'])
    .select(['licence', 'language', 'link', 'attached_at', 'attached_by', 'attacher.name as attacher_name'])
    .select(['materials.event_id', 'events.slug as event_slug', 'events.name as event_name', 'announced_at'])
    .select(['materials.session_id', 'headline', 'topic', 'withdrawn_at', 'merged_into', 'answer'])
    .select(['hidden_at', 'removal_asked_at', 'asker.name as asker_name', 'removal_reason']);
}

export type MaterialRow = Awaited<ReturnType<ReturnType<typeof materialRows>['execute']>>[number];

/** Why a material is kept from the public, if it is. */
export function keptBack(row: MaterialRow): Material['kept'] {
  if (row.hidden_at !== null) return 'hidden';
  if (row.withdrawn_at !== null) return 'withdrawn';
  if (row.session_id === null || !RECORDINGS.includes(row.kind)) return null;
  if (row.answer === 'no') return 'refused';
  return row.answer === 'yes' ? null : 'not-agreed';
}

/** Adds files and leads. Two statements. */
export async function withFiles(db: Db, rows: readonly MaterialRow[]): Promise<Material[]> {
  const files = Map.groupBy(
    await filesOf(
      db,
      rows.map((row) => row.id),
    ),
    (file) => file.materialId,
  );
  const sessionIds = [...new Set(rows.map((row) => row.session_id).filter((id) => id !== null))];
  const leads = Map.groupBy(await leadsOf(db, sessionIds), (lead) => lead.session_id);
  return rows.map((row) => ({
    ...{ id: row.id, version: row.version, kind: row.kind, title: row.title, description: row.description },
    ...{ licence: row.licence, language: row.language, link: row.link, attachedAt: row.attached_at },
    attachedBy: row.attached_by === null ? null : { id: row.attached_by, name: row.attacher_name ?? '' },
    event: { id: row.event_id, slug: row.event_slug, name: row.event_name },
    session:
      row.session_id === null
        ? null
        : {
            id: row.merged_into ?? row.session_id,
            headline: row.headline ?? '',
            topic: row.topic ?? '',
            leads: (leads.get(row.session_id) ?? []).map((lead) => lead.name),
          },
    files: files.get(row.id) ?? [],
    hiddenAt: row.hidden_at,
    removalAsked:
      row.removal_asked_at === null
        ? null
        : { at: row.removal_asked_at, by: row.asker_name ?? '', reason: row.removal_reason },
    kept: keptBack(row),
  }));
}

/** Organisers and the session's leads see all, people of the event what nobody objected to, others what is public. */
function maySee(standing: Standing, led: ReadonlySet<Id>, row: MaterialRow): boolean {
  if (organises(standing) || (row.session_id !== null && led.has(row.session_id))) return true;
  const kept = keptBack(row);
  if (belongs(standing) || standing.helper) return kept === null || kept === 'not-agreed';
  return standing.announced && kept === null;
}

async function sessionsLedBy(db: Db, { personId }: Standing, eventId: Id): Promise<Set<Id>> {
  const rows = await db
    .selectFrom('session_leads')
    .innerJoin('sessions', 'sessions.id', 'session_id')
    .select('session_id')
    .where('person_id', '=', personId)
    .where('event_id', '=', eventId)
    .execute();
  return new Set(rows.map((row) => row.session_id));
}

async function filesOf(db: Db, materialIds: readonly Id[]): Promise<MaterialFile[]> {
  if (materialIds.length === 0) return [];
  const rows = await db
    .selectFrom('material_files')
    .select([
      'id',
      'material_id',
      'name',
      'type',
      'size',
      'sha256',
      'chapters',
      'duration_seconds as duration',
    ])
    .where('material_id', 'in', [...materialIds])
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map(({ material_id: materialId, size, chapters, ...file }) => ({
    ...file,
    materialId,
    size: Number(size),
    chapters: JSON.parse(chapters) as Cue[], // written by attachUploads
  }));
}

async function leadsOf(db: Db, sessionIds: readonly Id[]): Promise<{ session_id: Id; name: string }[]> {
  if (sessionIds.length === 0) return [];
  return db
    .selectFrom('session_leads')
    .select(['session_id', 'name'])
    .where('session_id', 'in', [...sessionIds])
    .orderBy('position')
    .orderBy('id')
    .execute();
}
