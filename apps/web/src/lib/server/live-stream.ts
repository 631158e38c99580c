import type { Audience } from '@plenary/domain/database/database-tables.ts';
import { organises, standingIn, takesPart, type Standing } from '@plenary/domain/standing/standing.ts';
import type { RequestEvent } from '@sveltejs/kit';
import { eventStreamAnswer, type EventStream } from './event-stream.ts';

/** How long a standing may be believed: a role that was taken away silences the stream within this time. */
const STANDING_MS = 3000;
const MOST_WAITING = 100;

interface Told {
  readonly seq: number;
  readonly kind: string;
  readonly subjectId: string | null;
  readonly audience: Audience;
}

/**
 * The answer that streams an event's changes; resumes after `Last-Event-ID` or `?from=`. `alsoKinds`
 * are told whoever listens: for addresses whose own guard has said that they may.
 */
export function liveAnswer(
  request: RequestEvent,
  eventId: string,
  alsoKinds: readonly string[] = [],
): Response {
  const from = Number(
    request.request.headers.get('last-event-id') ?? request.url.searchParams.get('from') ?? Number.NaN,
  );
  return eventStreamAnswer(request, MOST_WAITING, (stream) =>
    tellChanges(stream, request, { eventId, from, alsoKinds }),
  );
}

/**
 * Writes one event's changes for one viewer. It says *that* something changed, never what: pages then
 * load what the viewer may see. Starts after the change numbered `from`; when that is too long ago, or
 * not a number, it says `reload`.
 */
async function tellChanges(
  { write, stop, onStop }: EventStream,
  { locals }: RequestEvent,
  { eventId, from, alsoKinds }: { eventId: string; from: number; alsoKinds: readonly string[] },
): Promise<void> {
  const { app, actor } = locals;
  let standing: Standing | undefined;
  let standingUntil = 0;
  let sent = Number.isSafeInteger(from) ? from : app.live.newest();
  let queue = Promise.resolve();

  const maySee = async ({ audience, kind }: Told): Promise<boolean> => {
    if (audience === 'public' || alsoKinds.includes(kind)) return true;
    if (!standing || Date.now() > standingUntil) {
      standing = await standingIn(app.db, actor, eventId).catch(() => undefined); // not visible any more: nothing to tell
      standingUntil = Date.now() + STANDING_MS;
    }
    return (
      standing !== undefined && (organises(standing) || (audience === 'participants' && takesPart(standing)))
    );
  };
  const tell = async (change: Told): Promise<void> => {
    if (change.seq <= sent || !(await maySee(change))) return;
    sent = change.seq;
    write(
      `id: ${change.seq}\nevent: change\ndata: ${JSON.stringify({ kind: change.kind, subject: change.subjectId })}\n\n`,
    );
  };
  const tellInOrder = (change: Told): void => {
    queue = queue.then(() => tell(change)).catch(() => stop());
  };

  const waiting: Told[] = [];
  let replaying = true;
  onStop(
    app.live.subscribe(eventId, (change) => (replaying ? void waiting.push(change) : tellInOrder(change))),
  );
  write(`retry: 2000\nid: ${sent}\nevent: hello\ndata: {}\n\n`);
  const missed = Number.isSafeInteger(from) ? await app.live.since(eventId, from) : [];
  if (missed) for (const change of missed) tellInOrder(change);
  else write(`id: ${app.live.newest()}\nevent: reload\ndata: {}\n\n`);
  replaying = false;
  for (const change of waiting) tellInOrder(change);
}
