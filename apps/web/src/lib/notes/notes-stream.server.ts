import { documentNews, type DocumentNews } from '@plenary/domain/notes/document-queries.ts';
import { mayWriteNotes } from '@plenary/domain/notes/notes-policy.ts';
import { standingIn } from '@plenary/domain/standing/standing.ts';
import type { RequestEvent } from '@sveltejs/kit';
import { eventStreamAnswer, type EventStream } from '#lib/server/event-stream.ts';

/** How long a standing may be believed: a place that was taken away silences the stream within this time. */
const STANDING_MS = 3000;
const MOST_WAITING = 200;

interface Notes {
  readonly eventId: string;
  readonly sessionId: string;
}

/**
 * The stream of a session's notes: `hello` with the whole document, `news` with what others write, `there` with who is
 * there. A reader that connects again gets a `hello` again, so nothing is missed however long it was away.
 */
export function notesAnswer(request: RequestEvent, notes: Notes, client: number): Response {
  return eventStreamAnswer(request, MOST_WAITING, (stream) => tellNotes(stream, request, notes, client));
}

async function tellNotes(
  { write, stop, onStop }: EventStream,
  { locals }: RequestEvent,
  { eventId, sessionId }: Notes,
  client: number,
): Promise<void> {
  const { app, account, actor } = locals;
  let standsUntil = Date.now() + STANDING_MS;
  let queue = Promise.resolve();
  const stillMay = async (): Promise<boolean> => {
    if (Date.now() < standsUntil) return true;
    standsUntil = Date.now() + STANDING_MS;
    return mayWriteNotes(app.db, await standingIn(app.db, actor, eventId), sessionId);
  };
  const tell = (event: string, data: unknown): void => {
    queue = queue
      .then(async () => {
        if (await stillMay()) write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
        else stop();
      })
      .catch(() => stop()); // the event is not visible to them any more, or nobody reads
  };
  const waiting: DocumentNews[] = [];
  let greeted = false;
  onStop(
    app.notesRooms.join(
      { eventId, sessionId },
      { client, personId: account?.id ?? '', name: account?.name ?? '', cursor: null },
      {
        news: (news) => (greeted ? tell('news', asText(news)) : void waiting.push(news)),
        there: (present) =>
          tell(
            'there',
            present.map(({ client: number, name, cursor }) => ({ client: number, name, cursor })),
          ),
      },
    ),
  );
  write('retry: 1000\n\n');
  tell('hello', asText(await documentNews(app.db, sessionId, 0)));
  greeted = true;
  for (const news of waiting) tell('news', asText(news));
}

/** News as text; the same object to thirty readers is encoded once. */
const texts = new WeakMap<DocumentNews, { update: string | null; frozen: boolean }>();

function asText(news: DocumentNews): { update: string | null; frozen: boolean } {
  const known = texts.get(news);
  if (known) return known;
  const update = news.update && Buffer.from(news.update).toString('base64');
  const text = { update, frozen: news.frozen };
  texts.set(news, text);
  return text;
}
